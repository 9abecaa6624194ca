package io.happyhorse.feign;

/** There is no API key to ask with. It has no cause: a supplier's error may show what it should not. */
final class NoKeyException extends RuntimeException {
  NoKeyException(String why) {
    super(why);
  }
}
