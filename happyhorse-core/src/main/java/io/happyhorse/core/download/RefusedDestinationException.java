package io.happyhorse.core.download;

import java.io.IOException;

/** Thrown if a link or a redirect leads to a destination that a download must not use. */
final class RefusedDestinationException extends IOException {
  private final String why;

  RefusedDestinationException(String why) {
    super(why);
    this.why = why;
  }

  /** Returns the reason, as half a sentence. */
  String why() {
    return why;
  }
}
