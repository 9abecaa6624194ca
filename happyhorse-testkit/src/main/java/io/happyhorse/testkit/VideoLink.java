package io.happyhorse.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The links to videos: signed links to the storage host, and plain links through the gateway. */
final class VideoLink {
  static final String STORAGE = "/storage/";
  static final String PROXY = "/v1/videos/";
  private static final String SUFFIX = "_refiner.mp4";
  private static final String CONTENT = "/content";
  private static final String EXPIRES = "?Expires=";
  private static final Pattern EXPIRY = Pattern.compile("\\?Expires=(\\d{1,12})&");

  private VideoLink() {}

  static String signed(String origin, TaskSnapshot task, Instant now) {
    return origin + pathAndQuery(task, expiry(task, now));
  }

  static String throughProxy(String origin, TaskSnapshot task) {
    return origin + PROXY + task.id() + CONTENT;
  }

  private static String pathAndQuery(TaskSnapshot task, Instant expiry) {
    return STORAGE
        + task.id()
        + SUFFIX
        + EXPIRES
        + expiry.getEpochSecond()
        + "&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D";
  }

  /** Returns when the link of a request expires; null if the fake has not issued such a link. */
  static @Nullable Instant expiryOf(String pathAndQuery, TaskSnapshot task) {
    Matcher matcher = EXPIRY.matcher(pathAndQuery);
    if (!matcher.find()) {
      return null;
    }
    Instant expiry = Instant.ofEpochSecond(Long.parseLong(matcher.group(1)));
    return pathAndQuery.equals(pathAndQuery(task, expiry))
            && expiry(task, expiry.minusSeconds(1)).getEpochSecond() == expiry.getEpochSecond()
        ? expiry
        : null;
  }

  /** Returns the task id in the path of a signed link; empty for any other path. */
  static String taskOfSigned(String path) {
    return between(path, STORAGE, SUFFIX);
  }

  /** Returns the task id in the path of a link through the gateway; empty for any other path. */
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

  /** Returns when the current link expires. Without renewal it is the expiry of the first link. */
  private static Instant expiry(TaskSnapshot task, Instant now) {
    StorageBehavior behavior = task.script().end().video().behavior();
    Instant endedAt = task.endedAt() == null ? task.submittedAt() : task.endedAt();
    Instant first = endedAt.plus(behavior.linkLife());
    if (!behavior.renewsLink() || now.isBefore(first)) {
      return first;
    }
    long periods = Duration.between(endedAt, now).dividedBy(behavior.linkLife()) + 1;
    return endedAt.plus(behavior.linkLife().multipliedBy(periods));
  }

  /** Returns when the current link is replaced by a new one. */
  static Instant nextRenewal(TaskSnapshot task, Instant now) {
    return task.succeeded() && task.script().end().video().behavior().renewsLink()
        ? expiry(task, now)
        : Instant.MAX;
  }
}
