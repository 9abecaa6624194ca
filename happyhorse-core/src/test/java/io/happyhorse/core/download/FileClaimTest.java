package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
