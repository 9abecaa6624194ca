package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;

/** The links to videos: signed ones to the storage host, and plain ones through the gateway. */
final class VideoLink {
  static final String STORAGE = "/storage/";
  static final String PROXY = "/v1/videos/";
  private static final String SUFFIX = "_refiner.mp4";
  private static final String CONTENT = "/content";
  private static final Duration LIFETIME = Duration.ofHours(24);

  private VideoLink() {}

  static String signed(String origin, TaskSnapshot task) {
    return origin + pathAndQuery(task);
  }

  static String throughProxy(String origin, TaskSnapshot task) {
    return origin + PROXY + task.id() + CONTENT;
  }

  private static String pathAndQuery(TaskSnapshot task) {
    return STORAGE
        + task.id()
        + SUFFIX
        + "?Expires="
        + expiry(task).getEpochSecond()
        + "&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D";
  }

  static boolean isSigned(String pathAndQuery, TaskSnapshot task) {
    return pathAndQuery.equals(pathAndQuery(task));
  }

  /** Returns the id in the path of a signed link; empty if it is none. */
  static String taskOfSigned(String path) {
    return between(path, STORAGE, SUFFIX);
  }

  /** Returns the id in the path of a link through the gateway; empty if it is none. */
  static String taskOfProxied(String path) {
    return between(path, PROXY, CONTENT);
  }

  private static String between(String path, String prefix, String suffix) {
    return path.startsWith(prefix)
            && path.endsWith(suffix)
            && path.length() > prefix.length() + suffix.length()
        ? path.substring(prefix.length(), path.length() - suffix.length())
        : "";
  }

  static Instant expiry(TaskSnapshot task) {
    Instant endedAt = task.endedAt() == null ? task.submittedAt() : task.endedAt();
    return endedAt.plus(LIFETIME);
  }
}
