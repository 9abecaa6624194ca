package io.happyhorse.feign;

import io.happyhorse.core.task.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the gateway is.
 *
 * @param text scheme, host, port and path prefix, without a slash at the end
 * @param origin scheme, host and port
 */
record BaseUrl(String text, URI origin) {
  private static final String ADVICE =
      "use an absolute http or https URL such as https://www.anyfast.com.cn.";
  private static final Pattern SECRETS = Pattern.compile("(?s).*@|[?#].*|\\bsk-.*");
  private static final int HIGHEST_PORT = 65_535;

  static BaseUrl of(String given) {
    if (given.isBlank()) {
      throw new IllegalArgumentException("The base URL is blank: " + ADVICE);
    }
    URI uri = parsed(given);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    boolean plain =
        uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
    boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= HIGHEST_PORT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || !plain
        || !port) {
      throw unusable(given);
    }
    URI origin = Origin.of(uri).toUri();
    return new BaseUrl(origin + uri.getRawPath().replaceAll("/+$", ""), origin);
  }

  private static URI parsed(String given) {
    try {
      return new URI(given.strip());
    } catch (URISyntaxException notAUrl) {
      throw unusable(given);
    }
  }

  /** Names the value, but not what may be a secret in it: a user, a query, a fragment, a key. */
  private static IllegalArgumentException unusable(String given) {
    String shown = SECRETS.matcher(given).replaceAll("...");
    return new IllegalArgumentException("'" + shown + "' cannot be the base URL: " + ADVICE);
  }
}
