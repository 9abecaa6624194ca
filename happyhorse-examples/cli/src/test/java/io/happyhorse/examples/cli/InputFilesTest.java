package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFilesTest {
  private final InputFiles inputs = new InputFiles(InputStream.nullInputStream());

  @TempDir
  Path dir;

  private Path file;

  @BeforeEach
  void choose_a_file() {
    file = dir.resolve("file");
  }

  @Test
  void says_that_a_file_does_not_exist() {
    assertUnreadable("the file does not exist");
  }

  @Test
  void says_that_a_file_is_a_folder() throws IOException {
    Files.createDirectory(file);

    assertUnreadable("it is a folder");
  }

  @Test
  void says_that_a_file_is_not_text() throws IOException {
    Files.write(file, new byte[] {(byte) 0xff});

    assertUnreadable("it is not UTF-8 text");
  }

  @Test
  void a_file_without_ids_is_not_a_missing_option() throws IOException {
    Files.writeString(file, "# none\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TaskIds.of(List.of(), file, inputs))
        .withMessage("There is no task id in '" + file + "': check --ids-file.");
  }

  @Test
  void a_file_without_a_key_is_not_a_missing_option() throws IOException {
    Files.createFile(file);

    CommandLineRun run =
        CommandLineRun.of(Map.of(), "query", "x", "--api-key-file", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("There is no API key in '" + file + "': check --api-key-file.");
  }

  private void assertUnreadable(String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> inputs.read(file, "The task ids", "--ids-file"))
        .withMessage("The task ids in '" + file + "' cannot be read, since " + reason
            + ": check --ids-file.")
        .withCauseInstanceOf(IOException.class);
  }
}
