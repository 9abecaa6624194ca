package io.happyhorse.examples.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.security.BasicAuthCredentials;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are served, and sends the headers that restrict the page.
 *
 * <p>A foreign web page can send requests to this machine, also by a host name that resolves to it (DNS rebinding). Therefore the
 * {@code Host} must be a known name. A request that changes something must come from our own page: it must have the {@code Origin} of
 * the page, and the token that only the page can read.
 */
final class RequestGuard {
  static final String TOKEN_HEADER = "X-Dashboard-Token";

  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Set<HandlerType> READ_METHODS = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final int HTTP_PORT = 80;
  private static final int TOKEN_BYTES = 32;

  private final ServerSettings settings;
  private final String token = randomToken();

  RequestGuard(ServerSettings settings) {
    this.settings = settings;
  }

  private static String randomToken() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  String token() {
    return token;
  }

  /** Sets the headers of the response. Throws an {@link HttpResponseException} if the request must not be served. */
  void check(Context request) {
    addHeaders(request);
    checkHost(request);
    checkPassword(request);
    if (!READ_METHODS.contains(request.method())) {
      checkSender(request);
    }
  }

  private static void addHeaders(Context request) {
    request.header("Content-Security-Policy", POLICY);
    request.header("X-Content-Type-Options", "nosniff");
    request.header("X-Frame-Options", "DENY");
    request.header("Referrer-Policy", "no-referrer");
    request.header("Cross-Origin-Resource-Policy", "same-origin");
    request.header("Cross-Origin-Opener-Policy", "same-origin");
    request.header(Header.CACHE_CONTROL, "no-cache");
  }

  private void checkHost(Context request) {
    String host = request.header(Header.HOST);
    int port = request.req().getLocalPort();
    boolean isKnown = host != null
        && hosts().stream()
            .anyMatch(name -> host.equalsIgnoreCase(name + ":" + port)
                || (port == HTTP_PORT && host.equalsIgnoreCase(name)));
    if (!isKnown) {
      throw new HttpResponseException(
          421,
          "The page is not served for this host name: use the address that the program printed, or add the name with --name.");
    }
  }

  private List<String> hosts() {
    List<String> hosts = new ArrayList<>(settings.names());
    hosts.add(settings.bind());
    if (settings.isLoopback()) {
      hosts.addAll(List.of("localhost", "127.0.0.1", "::1"));
    }
    hosts.replaceAll(host -> host.indexOf(':') < 0 ? host : "[" + host + "]");
    return hosts;
  }

  private void checkPassword(Context request) {
    String password = settings.password();
    if (password == null) {
      return;
    }
    BasicAuthCredentials given = request.basicAuthCredentials();
    if (given == null || !isSame(password, given.getPassword())) {
      request.header(Header.WWW_AUTHENTICATE, "Basic realm=\"HappyHorse\", charset=\"UTF-8\"");
      throw new HttpResponseException(401, "The password is missing or wrong.");
    }
  }

  private void checkSender(Context request) {
    String host = Objects.requireNonNull(request.header(Header.HOST)).toLowerCase(Locale.ROOT);
    String origin = request.header(Header.ORIGIN);
    boolean isOwn = origin != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
    if (!isOwn) {
      throw new HttpResponseException(
          403, "This request did not come from the page: use the buttons of the page.");
    }
    if (!isSame(token, request.header(TOKEN_HEADER))) {
      throw new HttpResponseException(
          403, "The token of the page is missing or out of date: reload the page.");
    }
  }

  /** Compares in constant time, so that the duration does not show how much is right. */
  private static boolean isSame(String expected, @Nullable String given) {
    return given != null && MessageDigest.isEqual(expected.getBytes(UTF_8), given.getBytes(UTF_8));
  }
}
