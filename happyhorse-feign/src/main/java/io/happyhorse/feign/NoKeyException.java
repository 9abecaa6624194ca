package io.happyhorse.feign;

/** There is no API key to ask with. It has no message of its own: a supplier's may show what it should not. */
final class NoKeyException extends RuntimeException {
  NoKeyException(Exception cause) {
    super("no API key: its supplier failed with " + cause.getClass().getName());
  }
}
