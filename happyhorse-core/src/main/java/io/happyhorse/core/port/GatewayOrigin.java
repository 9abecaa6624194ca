package io.happyhorse.core.port;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Names the gateway that a port leads to. One object can be several ports to the same gateway. */
public interface GatewayOrigin {
  /**
   * Returns the origin of the gateway, so that errors can name it: a task is known only where it was created. Videos may be
   * downloaded from this origin even if it is in a private network.
   *
   * @return scheme, host and port; null if there is none, which is the default
   */
  default @Nullable URI origin() {
    return null;
  }
}
