package io.happyhorse.core.port;

import java.io.IOException;

/** A proxy refused to connect to a host. The host was not reached. */
public final class ProxyRefusedException extends IOException {
  private final int status;

  /**
   * Creates the error.
   *
   * @param status the HTTP status of the proxy's response
   */
  public ProxyRefusedException(int status) {
    super("it refuses to connect to the host (HTTP " + status + ")");
    this.status = status;
  }

  /** {@return the HTTP status of the proxy's response} */
  public int status() {
    return status;
  }
}
