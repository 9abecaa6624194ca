package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VideoDownloaderMetricsTest {
  private static final DownloadListener NO_LISTENER = progress -> {};
  private static final byte[] VIDEO =
      "\0\0\0\u0018ftypisom and so on".getBytes(StandardCharsets.ISO_8859_1);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private final VideoSourcePort source = (link, from, ifMatch, stall) -> VideoResponse.of(
      link.reveal().getPath().equals("/gone.mp4") ? 404 : 200,
      Map.of("Content-Length", Integer.toString(VIDEO.length))::get,
      new ByteArrayInputStream(VIDEO));
  private final VideoDownloader videos = VideoDownloader.builderFrom(source).build();

  private static VideoTask done(String file) {
    Instant now = Instant.EPOCH;
    return VideoTask.builder(TaskId.of("asyntask_A"), "SUCCESS", now)
        .link(ResultLink.parse("https://192.0.2.1/" + file, null, now))
        .build();
  }

  private void download(String file, DownloadListener listener) {
    assertThat(
            videos.transfer(done(file), new ByteArrayOutputStream(), listener).bytes())
        .isEqualTo(VIDEO.length);
  }

  private double gauge(String name) {
    return registry.get("happyhorse.downloads." + name).gauge().value();
  }

  private double counter(String name) {
    return registry.get("happyhorse.downloads." + name).functionCounter().count();
  }

  @Test
  void count_videos_bytes_and_failures() {
    new VideoDownloaderMetrics(videos).bindTo(registry);
    download("1.mp4", NO_LISTENER);
    download("2.mp4", NO_LISTENER);
    assertThatThrownBy(() -> download("gone.mp4", NO_LISTENER))
        .isInstanceOf(StorageException.class);

    assertThat(counter("completed")).isEqualTo(2);
    assertThat(counter("failed")).isEqualTo(1);
    assertThat(counter("received")).isEqualTo(2 * VIDEO.length);
    assertThat(registry
            .get("happyhorse.downloads.received")
            .functionCounter()
            .getId()
            .getBaseUnit())
        .isEqualTo("bytes");
    assertThat(gauge("running")).isZero();
    assertThat(gauge("waiting")).isZero();
  }

  @Test
  void show_a_running_download() {
    new VideoDownloaderMetrics(videos, Tags.of("disk", "a")).bindTo(registry);
    List<Double> running = new ArrayList<>();

    download("1.mp4", progress -> running.add(gauge("running")));

    assertThat(running).isNotEmpty().containsOnly(1.0);
    assertThat(registry
            .get("happyhorse.downloads.completed")
            .tag("disk", "a")
            .functionCounter()
            .count())
        .isEqualTo(1);
  }
}
