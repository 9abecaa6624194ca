package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a host sends, the file has exactly the bytes of one version, or there is no file. */
class FaultyHostTest {
  private static final int FILES = 300;
  private static final int STREAMS = 300;
  private static final int LONGEST = 100_000;
  private static final ParallelRanges RANGES =
      new ParallelRanges(3, 7_000, 20_000, 0, Duration.ZERO);

  @TempDir
  Path folder;

  @Test
  void never_creates_a_file_with_wrong_bytes() throws IOException {
    int completed = 0;
    for (int seed = 0; seed < FILES; seed++) {
      Path file = folder.resolve(seed + ".mp4");
      try (Run run = new Run(seed)) {
        for (int attempt = 0; attempt < 2 && !Files.exists(file); attempt++) {
          boolean isCompleted = run.download(file) != null;
          assertThat(Files.exists(file)).as("seed %s", seed).isEqualTo(isCompleted);
        }
        if (Files.exists(file)) {
          assertThat(run.versions).as("seed %s", seed).contains(Files.readAllBytes(file));
          completed++;
          Files.delete(file);
        }
      }
    }
    assertThat(completed).isBetween(FILES / 3, FILES - 1); // some downloads complete and some fail
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, 600, 900, 1_200})
  void never_completes_a_stream_with_wrong_bytes(int firstSeed) {
    int completed = 0;
    for (int seed = firstSeed; seed < firstSeed + STREAMS; seed++) {
      try (Run run = new Run(seed)) {
        byte[] received = run.transfer();
        if (received != null) {
          assertThat(run.versions).as("seed %s", seed).contains(received);
          completed++;
        }
      }
    }
    assertThat(completed).isBetween(STREAMS / 5, STREAMS - 1);
  }

  private static final class Run implements AutoCloseable {
    final List<byte[]> versions = new ArrayList<>();
    private final VirtualTime time = VirtualTime.lenient(DownloadFixture.START);
    private final VideoDownloader videos;

    Run(int seed) {
      Random random = new Random(seed);
      int usual = random.nextInt(1, LONGEST);
      for (int version = 0; version < 3; version++) {
        int size = random.nextInt(4) > 0 ? usual : random.nextInt(1, LONGEST);
        versions.add(DownloadFixture.video(31L * seed + version, Math.max(8, size)));
      }
      FaultyHost host = new FaultyHost(random, versions, random.nextInt(3) == 0);
      videos = VideoDownloader.builderFrom(host)
          .tries(5)
          .ranges(seed % 2 == 0 ? RANGES : RANGES.withMost(1))
          .time(time)
          .build();
    }

    @Override
    public void close() {
      time.close();
    }

    @Nullable
    DownloadedVideo download(Path file) {
      try {
        return videos.download(DownloadFixture.done(), file);
      } catch (DownloadException refused) {
        return null;
      }
    }

    byte @Nullable [] transfer() {
      ByteArrayOutputStream to = new ByteArrayOutputStream();
      try {
        DownloadedVideo unused = videos.transfer(DownloadFixture.done(), to, progress -> {});
        return to.toByteArray();
      } catch (DownloadException refused) {
        return null;
      }
    }
  }
}
