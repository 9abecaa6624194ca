package io.happyhorse.core.port;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The gateway of a port. One object can implement several ports. */
public interface GatewayOrigin {
  /**
   * Returns the origin of the gateway, for errors: a task is known only at the gateway that created it. Videos may be downloaded from this
   * origin even if it is in a private network.
   *
   * @return scheme, host and port; null if there is none, which is the default
   */
  default @Nullable URI origin() {
    return null;
  }
}
