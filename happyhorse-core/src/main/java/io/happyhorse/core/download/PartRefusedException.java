package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown if a response does not contain the requested part of a video. */
final class PartRefusedException extends IOException {
  private final int status;
  private final @Nullable String requestId;
  private final @Nullable Duration retryAfter;
  private final long receivedAt;

  PartRefusedException(VideoResponse response, TimeSource time) {
    super("HTTP " + response.status());
    this.status = response.status();
    this.requestId = response.requestId();
    this.retryAfter = response.retryAfter(time.instant());
    this.receivedAt = time.nanoTime();
  }

  int status() {
    return status;
  }

  @Nullable
  String requestId() {
    return requestId;
  }

  /** Returns the rest of the pause that the host has requested; null if there is none, or if it has passed. */
  @Nullable
  Duration pauseLeft(TimeSource time) {
    if (retryAfter == null) {
      return null;
    }
    Duration left = retryAfter.minus(time.since(receivedAt));
    return left.isNegative() || left.isZero() ? null : left;
  }
}
