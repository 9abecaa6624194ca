package io.happyhorse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** The small playable video that the fake serves for every task. */
final class SampleVideo {
  static final String PATH = "/storage/";
  private static final Duration LIFETIME = Duration.ofHours(24);

  private SampleVideo() {}

  static String url(String origin, TaskSnapshot task) {
    Instant finishedAt = task.finishedAt() == null ? task.submittedAt() : task.finishedAt();
    return origin
        + PATH
        + task.id()
        + "_refiner.mp4?Expires="
        + finishedAt.plus(LIFETIME).getEpochSecond()
        + "&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D";
  }

  static byte[] bytes() {
    try (InputStream video = SampleVideo.class.getResourceAsStream("video/sample.mp4")) {
      if (video == null) {
        throw new IllegalStateException("The test kit's jar lacks video/sample.mp4: rebuild it.");
      }
      return video.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
