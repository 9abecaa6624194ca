package io.happyhorse.feign;

import java.io.IOException;

/** Thrown if a request failed before a byte of it was sent. No byte will be sent later. The cause is the reason. */
final class NotSentException extends IOException {
  NotSentException(Exception cause) {
    super("not sent", cause);
  }
}
