package io.happyhorse.feign;

import io.happyhorse.core.wire.GatewayResponse;
import java.io.IOException;

/** Thrown if a response ended after its head and before the end of its body. The cause is the reason. */
final class TruncatedResponseException extends IOException {
  private final transient GatewayResponse received;

  TruncatedResponseException(GatewayResponse received, IOException cause) {
    super(cause.getMessage(), cause);
    this.received = received;
  }

  /** Returns the part of the response that has arrived. */
  GatewayResponse received() {
    return received;
  }
}
