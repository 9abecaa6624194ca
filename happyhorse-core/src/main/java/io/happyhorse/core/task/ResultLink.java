package io.happyhorse.core.task;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The link to a finished video ({@code data.result_url}): a signed URL that is valid for about 24 hours.
 *
 * <p>The URL gives access to the video, so it is a secret: {@link #toString()} shows the {@link #origin()} alone, and only
 * {@link #reveal()} returns the URL. Use it exactly as it is, since decoding or encoding it breaks the signature, and send no API key
 * along, unless the link leads back to the gateway itself.
 */
public final class ResultLink {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final URI uri;
  private final LinkExpiry expiry;

  private ResultLink(URI uri, LinkExpiry expiry) {
    this.uri = uri;
    this.expiry = expiry;
  }

  /**
   * Parses a link. Characters that a URI may not contain, such as blanks, quotes, braces or Chinese characters, are
   * percent-encoded; all others stay as received.
   *
   * @param text the text as received, or null
   * @param finishedAt when the task finished, if known: the base of the expiry if the URL does not tell it
   * @param seenAt when the link was first seen: the base of the expiry if nothing else is known
   * @return the link, or null if the text is not an absolute http or https URL
   */
  public static @Nullable ResultLink parse(
      @Nullable String text, @Nullable Instant finishedAt, Instant seenAt) {
    URI uri = text == null ? null : LenientUri.parse(text);
    return uri != null && isHttp(uri)
        ? new ResultLink(uri, LinkExpiry.of(uri, finishedAt, seenAt))
        : null;
  }

  private static boolean isHttp(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https")) && HostAndPort.of(uri) != null;
  }

  /**
   * Returns the link that a redirect leads to. It keeps the expiry of this one.
   *
   * @param location the header {@code Location}, absolute or relative, as received; null if there was none
   * @return the link, or null if it does not lead to an http or https URL
   */
  public @Nullable ResultLink redirectedTo(@Nullable String location) {
    URI target = location == null ? null : LenientUri.resolve(uri, location);
    return target != null && isHttp(target) ? new ResultLink(target, expiry) : null;
  }

  /**
   * Returns the secret URL itself. Do not log it.
   *
   * @return the URL as received, but for characters that a URI may not contain; its {@link URI#getHost()} is null if there is an
   *     underscore in the host name
   */
  public URI reveal() {
    return uri;
  }

  /**
   * Returns the origin of the URL, which holds no secret.
   *
   * @return scheme, host and port
   */
  public URI origin() {
    return originOf(uri);
  }

  /**
   * Returns the host name or address, without a port.
   *
   * @return the host, in square brackets if it is an IPv6 address
   */
  public String host() {
    return hostAndPort(uri).host();
  }

  /**
   * Returns the origin of a URL, in the one form that can be compared.
   *
   * @param url an absolute URL with a host
   * @return scheme and host in lower case, and the port unless it is the scheme's own
   */
  public static URI originOf(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    HostAndPort at = hostAndPort(url);
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    String port = at.port() == -1 || at.port() == usual ? "" : ":" + at.port();
    return URI.create(scheme + "://" + at.host().toLowerCase(Locale.ROOT) + port);
  }

  private static HostAndPort hostAndPort(URI url) {
    return Objects.requireNonNull(HostAndPort.of(url), "host");
  }

  /**
   * Returns when the link is expected to expire, on the gateway's clock. It is an estimate: the storage host alone decides.
   *
   * @return the instant
   */
  public Instant expiresAt() {
    return expiry.at();
  }

  /**
   * Tells where {@link #expiresAt()} comes from.
   *
   * @return the source
   */
  public LinkExpiry.Source expirySource() {
    return expiry.source();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ResultLink that && uri.equals(that.uri) && expiry.equals(that.expiry);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uri, expiry);
  }

  /** Returns the origin and the expiry, never the path or the query. */
  @Override
  public String toString() {
    return origin() + "/... (expires " + expiry.at() + ")";
  }
}
