package io.happyhorse.feign;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of {@link FeignTaskQuery#check}. It contains no secrets.
 *
 * @param origin scheme, host and port of the gateway
 * @param proxy host and port of the proxy; null if none is used
 * @param failedAt the first step that failed; the steps before it work, and the steps after it were not tried. Null if all steps work
 * @param problem the problem, as a sentence without a full stop; empty if all steps work
 * @param advice the advice, as a sentence; empty if all steps work
 * @param httpStatus the status of the response; null if there was none
 * @param models the ids of the models that the key may use; empty if the check failed
 */
public record GatewayCheck(
    URI origin,
    @Nullable String proxy,
    @Nullable Step failedAt,
    String problem,
    String advice,
    @Nullable Integer httpStatus,
    List<String> models) {
  /** The steps of the check, in order. */
  public enum Step {
    /** The proxy accepts the connection and the credentials, and forwards requests. Always passed without a proxy. */
    PROXY("Check the proxy's address, user name and password."),
    /** The host accepts the connection and responds. */
    CONNECTION("Check the base URL, the network and the firewall."),
    /** The TLS handshake succeeds and the certificate is trusted. Always passed for {@code http} URLs. */
    TLS(
        "Check this machine's clock. If a proxy or the gateway has its own certificate, specify a trust store that contains it"
            + " with -Djavax.net.ssl.trustStore."),
    /** The response comes from a HappyHorse gateway, and the gateway is available. */
    GATEWAY("Check the base URL, which must not include /v1."),
    /** The gateway accepts the API key. */
    KEY("Check the key, its expiry, its quota and its allow-lists.");

    private final String advice;

    Step(String advice) {
      this.advice = advice;
    }

    String advice() {
      return advice;
    }
  }

  /** Creates the result of a check; the list is copied. */
  public GatewayCheck {
    models = List.copyOf(models);
  }

  /** {@return whether all steps work; true if queries can be sent} */
  public boolean isOk() {
    return failedAt == null;
  }
}
