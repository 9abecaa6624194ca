package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalNameTest {
  @TempDir
  Path folder;

  @Test
  void is_absolute_and_short() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));

    assertThat(FinalName.of(other.resolve(".././cat.mp4"), false).file())
        .isEqualTo(folder.resolve("cat.mp4"));
    assertThat(FinalName.of(Path.of("cat.mp4"), false).file()).isAbsolute();
  }

  @Test
  void may_be_in_the_parent_of_the_folder_that_a_link_leads_to() throws IOException {
    Path target = Files.createDirectories(folder.resolve("data/today"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);

    assertThat(FinalName.of(link.resolve("../cat.mp4"), false).folder().toRealPath())
        .isEqualTo(folder.resolve("data").toRealPath());
  }
}
