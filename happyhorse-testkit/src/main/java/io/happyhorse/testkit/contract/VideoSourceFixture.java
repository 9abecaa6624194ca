package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fixture of one test of a video source: a fake gateway, a virtual time and the source. */
final class VideoSourceFixture {
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  static final int SIZE = 300_000;
  static final FakeVideo VIDEO = FakeVideo.ofSize(SIZE);
  static final Duration LONG = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofSeconds(2);

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final Function<FakeHappyHorse, VideoSourcePort> creator;
  private @Nullable VideoSourcePort source;

  VideoSourceFixture(Function<FakeHappyHorse, VideoSourcePort> creator) {
    this.creator = creator;
  }

  VirtualTime time() {
    return time;
  }

  FakeHappyHorse gateway() {
    return gateway;
  }

  /** Returns the source of the test. */
  synchronized VideoSourcePort source() {
    VideoSourcePort created = source == null ? creator.apply(gateway) : source;
    source = created;
    return created;
  }

  ResultLink link(FakeVideo video) {
    return link(TaskScript.succeeding().video(video));
  }

  ResultLink link(TaskScript script) {
    return gateway.inMemory().query(gateway.accept(script)).requireLink();
  }

  VideoResponse open(FakeVideo video) throws IOException {
    return source().open(link(video), 0, null, LONG);
  }

  static String etag() {
    return "\"" + String.format(Locale.ROOT, "%016X", VIDEO.checksum()) + "\"";
  }

  static String text(VideoResponse response) throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  static void assertBytes(int from, VideoResponse response) throws IOException {
    assertArrayEquals(VIDEO.open(from, SIZE).readAllBytes(), response.body().readAllBytes());
  }

  void assertStatus(int expected, ResultLink link) throws IOException {
    try (VideoResponse response = source().open(link, 0, null, LONG)) {
      assertEquals(expected, response.status());
    }
  }

  void close() throws Exception {
    time.close();
    gateway.close();
    if (source instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
