package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files and folders that options name and that cannot be used: one exit code and one sentence for all, before any request. */
class UnusableFilesTest {
  private final TestGateway gateway = new TestGateway();

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
        watch --ids-file DIR/none              | The task ids in 'DIR/none' cannot be read, since the file does not exist: check --ids-file.
        watch --ids-file DIR                   | The task ids in 'DIR' cannot be read, since it is a folder: check --ids-file.
        watch --outbox DIR/none                | There is no outbox 'DIR/none': check --outbox.
        watch --outbox DIR/text                | The outbox cannot be used: DIR/text: its content is not that of an outbox. Check --outbox.
        watch x --api-key-file DIR/none        | The API key in 'DIR/none' cannot be read, since the file does not exist: check --api-key-file.
        watch x --learned DIR                  | The learned times in 'DIR' cannot be read, since it is a folder: check --learned.
        watch x --learned DIR/none/file        | 'DIR/none/file' cannot be written, since its folder does not exist: create the folder, or choose another file with --learned.
        watch x --unfinished DIR/none/file     | 'DIR/none/file' cannot be written, since its folder does not exist: create the folder, or choose another file with --unfinished.
        watch x --download DIR/text/sub        | 'DIR/text/sub' cannot be created or used as a folder for videos: choose another with --download.
        watch x --json --download DIR/text     | 'DIR/text' cannot be created or used as a folder for videos: choose another with --download.
        submit t2v --prompt x --download DIR/text | 'DIR/text' cannot be created or used as a folder for videos: choose another with --download.
        submit t2v --prompt x --outbox DIR     | The outbox cannot be used: DIR: it is not a regular file. Check --outbox.
        submit t2v --prompt x --outbox DIR/text | The outbox cannot be used: DIR/text: its content is not that of an outbox. Check --outbox.
        submit --file DIR/none                 | The requests in 'DIR/none' cannot be read, since the file does not exist: check --file.
        fake --script DIR/none                 | The script in 'DIR/none' cannot be read, since the file does not exist: check --script.
        demo --dir DIR/text                    | 'DIR/text' cannot be created or used as a folder for videos: choose another with --dir.
        """)
  void have_one_exit_code_and_one_sentence(String line, String message) throws IOException {
    Path text = Files.writeString(dir.resolve("text"), "my notes");
    String[] args = line.replace("DIR", dir.toString()).split(" ", -1);

    CommandLineRun run = gateway.run(args[0], Arrays.copyOfRange(args, 1, args.length));

    assertThat(run.exitCode()).isEqualTo(ExitCode.LOCAL_ERROR);
    assertThat(run.err()).isEqualToIgnoringNewLines(message.replace("DIR", dir.toString()));
    assertThat(run.out()).isEmpty();
    assertThat(text).hasContent("my notes");
    assertThat(gateway.fake().journal().entries()).isEmpty();
    assertThat(gateway.fake().ledger().posts()).isEmpty();
  }

  @Test
  void are_named_by_the_help_with_their_exit_code() {
    assertThat(gateway.run("watch", "--help").out()).contains("8 file or folder unusable");
  }
}
