package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileClaimTest {
  @TempDir
  Path folder;

  private @Nullable FileClaim claim() throws IOException {
    return FileClaim.of(folder.resolve("part"), () -> {});
  }

  @Test
  void is_exclusive_until_it_is_closed() throws IOException {
    try (FileClaim first = claim()) {
      assertThat(first).isNotNull();
      assertThat(claim()).isNull();
      assertThat(claim()).isNull(); // the refusal has not released the claim
    }
    try (FileClaim next = claim()) {
      assertThat(next).isNotNull();
    }
  }

  /** If the file were opened a second time, closing it would release the lock that excludes other processes. */
  @Test
  void is_refused_under_another_path_without_opening_the_file() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (FileClaim first = claim()) {
      assertThat(first).isNotNull();
      FileClaim second = FileClaim.of(link.resolve("part"), () -> {
        throw new IOException("opened");
      });
      assertThat(second).isNull();
    }
    try (FileClaim next = FileClaim.of(link.resolve("part"), () -> {})) {
      assertThat(next).isNotNull();
    }
    try (FileClaim next = claim()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void is_refused_while_other_code_of_this_process_locks_the_file() throws IOException {
    try (FileChannel foreign = FileChannel.open(
            folder.resolve("part"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = foreign.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(claim()).isNull();
    }
    try (FileClaim next = claim()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void is_released_if_the_file_cannot_be_prepared() throws IOException {
    assertThatThrownBy(() -> FileClaim.of(folder.resolve("part"), () -> {
          throw new IOException("no");
        }))
        .hasMessage("no");

    try (FileClaim next = claim()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void detects_that_its_file_has_been_deleted() throws IOException {
    try (FileClaim claim = Objects.requireNonNull(claim())) {
      assertThat(claim.isInPlace()).isTrue();
      Files.delete(folder.resolve("part"));
      assertThat(claim.isInPlace()).isFalse();
    }
  }
}
