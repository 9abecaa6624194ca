package io.happyhorse.core.download;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown if a link or a redirect leads to a destination that a download must not use. */
final class RefusedDestinationException extends IOException {
  private final String why;

  RefusedDestinationException(String why) {
    this(why, null);
  }

  private RefusedDestinationException(String why, @Nullable SecurityException cause) {
    super(why, cause);
    this.why = why;
  }

  /** Creates the error of a private network. Programs recognize it by its cause, to offer the setting that allows such addresses. */
  static RefusedDestinationException ofPrivateNetwork(String why) {
    return new RefusedDestinationException(why, new SecurityException(why));
  }

  /** Returns the reason, as half a sentence. */
  String why() {
    return why;
  }
}
