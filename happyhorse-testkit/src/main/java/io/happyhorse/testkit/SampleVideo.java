package io.happyhorse.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;

/** The small playable video that the fake serves for every task. */
final class SampleVideo {
  static final String PATH = "/storage/";
  private static final String SUFFIX = "_refiner.mp4";
  private static final Duration LIFETIME = Duration.ofHours(24);

  private SampleVideo() {}

  static String url(String origin, TaskSnapshot task) {
    return origin + pathAndQuery(task);
  }

  private static String pathAndQuery(TaskSnapshot task) {
    return PATH
        + task.id()
        + SUFFIX
        + "?Expires="
        + expiry(task).getEpochSecond()
        + "&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D";
  }

  static boolean isLink(String pathAndQuery, TaskSnapshot task) {
    return pathAndQuery.equals(pathAndQuery(task));
  }

  static String taskOf(String file) {
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
  }

  static Instant expiry(TaskSnapshot task) {
    Instant finishedAt = task.finishedAt() == null ? task.submittedAt() : task.finishedAt();
    return finishedAt.plus(LIFETIME);
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
