package io.happyhorse.feign;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeignTaskQuery#check} found on the way to the gateway. There is no secret in it.
 *
 * @param origin scheme, host and port of the gateway
 * @param proxy host and port of the proxy that requests go through; null if there is none
 * @param failedAt the first step that does not work; those before it do, those after it were not tried. Null if all work
 * @param problem what does not work, as a sentence without its stop; empty if all works
 * @param advice what to do about it, as a sentence; empty if all works
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
  /** What must work, in this order. */
  public enum Step {
    /** The proxy can be connected to, lets requests through and accepts the credentials. Without a proxy, always fulfilled. */
    PROXY("Check the proxy's address, its user name and its password."),
    /** The host can be connected to and responds. */
    CONNECTION("Check the base URL, the network and the firewall."),
    /** The TLS handshake works and the certificate is trusted. For {@code http} URLs, always fulfilled. */
    TLS(
        "Check this machine's clock. If a proxy or the gateway has a certificate of its own, name a trust store that holds it"
            + " with -Djavax.net.ssl.trustStore."),
    /** What responds is a HappyHorse gateway, and it is available. */
    GATEWAY("Check the base URL, which goes without /v1."),
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

  /**
   * Creates the result of a check; the list is copied.
   *
   * @param origin scheme, host and port of the gateway
   * @param proxy host and port of the proxy; null if there is none
   * @param failedAt the first step that does not work; null if all work
   * @param problem what does not work; empty if all works
   * @param advice what to do about it; empty if all works
   * @param httpStatus the status of the response; null if there was none
   * @param models the ids of the models that the key may use
   */
  public GatewayCheck {
    models = List.copyOf(models);
  }

  /**
   * Tells whether all steps work.
   *
   * @return true if queries can be sent
   */
  public boolean isOk() {
    return failedAt == null;
  }
}
