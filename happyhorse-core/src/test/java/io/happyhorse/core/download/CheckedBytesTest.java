package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedBytesTest {
  private static final int PIECE = 1 << 20;

  @TempDir
  Path folder;

  @Test
  void start_to_be_forced_while_a_large_file_is_written() throws IOException {
    Queue<Runnable> disk = new ArrayDeque<>();
    try (FileChannel channel = FileChannel.open(
        folder.resolve("video"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      CheckedBytes bytes = new CheckedBytes(channel, disk::add);
      for (int at = 0; at < WriteBack.STEP; at += PIECE) {
        assertThat(disk).isEmpty();
        bytes.write(new byte[PIECE], PIECE);
      }

      assertThat(disk).hasSize(1);
      disk.remove().run();
      bytes.force();
      assertThat(bytes.size()).isEqualTo(WriteBack.STEP);
    }
  }
}
