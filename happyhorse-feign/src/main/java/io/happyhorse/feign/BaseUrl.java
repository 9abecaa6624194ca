package io.happyhorse.feign;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where the gateway is.
 *
 * @param text scheme, host, port and path prefix, without a slash at the end
 * @param origin scheme, host and port
 */
record BaseUrl(String text, URI origin) {
  private static final String ADVICE =
      "use an absolute http or https URL such as https://www.anyfast.com.cn.";

  static BaseUrl of(String given) {
    URI uri = parsed(given.strip());
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException("'" + given + "' cannot be the base URL: " + ADVICE);
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("The base URL for " + uri.getHost()
          + " has a user, a query or a fragment in it (not shown here): " + ADVICE);
    }
    String origin = scheme + "://" + uri.getRawAuthority();
    return new BaseUrl(origin + uri.getRawPath().replaceAll("/+$", ""), URI.create(origin));
  }

  private static URI parsed(String given) {
    if (given.isEmpty()) {
      throw new IllegalArgumentException("The base URL is blank: " + ADVICE);
    }
    try {
      return new URI(given);
    } catch (URISyntaxException unusable) {
      throw new IllegalArgumentException(
          "'" + given.replaceAll("[?#].*|//[^/]*@", "...") + "' cannot be the base URL: " + ADVICE,
          unusable);
    }
  }
}
