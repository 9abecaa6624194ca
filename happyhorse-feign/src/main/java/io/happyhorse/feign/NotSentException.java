package io.happyhorse.feign;

import java.io.IOException;

/** A request failed before a byte of it left, and none will leave. The cause says why. */
final class NotSentException extends IOException {
  NotSentException(Exception cause) {
    super("not sent", cause);
  }
}
