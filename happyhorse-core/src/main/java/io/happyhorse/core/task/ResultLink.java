package io.happyhorse.core.task;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The link to a finished video ({@code data.result_url}): a signed URL that is valid for about 24 hours.
 *
 * <p>The URL grants access to the video, so it is a secret: {@link #toString()} shows the {@link #origin()} only, and {@link #reveal()}
 * returns the URL. Use the URL unchanged, since decoding or encoding it breaks the signature. Do not send the API key with it unless
 * the link points to the gateway itself.
 */
public final class ResultLink {

  private final URI uri;
  private final LinkExpiry expiry;

  private ResultLink(URI uri, LinkExpiry expiry) {
    this.uri = uri;
    this.expiry = expiry;
  }

  /**
   * Parses a link. Characters that a URI may not contain, such as blanks, quotes, braces or Chinese characters, are
   * percent-encoded; all others are kept as received.
   *
   * @param text the text as received, or null
   * @param finishedAt when the task finished, or null; the base of the expiry if the URL does not contain it
   * @param seenAt when the link was first observed; the base of the expiry if nothing else is known
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
   * Returns the link that a redirect points to. It has the expiry of this link.
   *
   * @param location the header {@code Location}, absolute or relative, as received; null if there was none
   * @return the link; null if the location is not an http or https URL
   */
  public @Nullable ResultLink redirectedTo(@Nullable String location) {
    URI target = location == null ? null : LenientUri.resolve(uri, location);
    return target != null && isHttp(target) ? new ResultLink(target, expiry) : null;
  }

  /**
   * Returns the URL, which is a secret. Do not log it.
   *
   * @return the URL as received, except for characters that a URI may not contain. {@link URI#getHost()} returns null if the host
   *     name contains an underscore
   */
  public URI reveal() {
    return uri;
  }

  /** {@return the origin of the URL, which contains no secret: scheme, host and port} */
  public URI origin() {
    return Origin.of(uri).toUri();
  }

  /** {@return the host name or address, without a port; an IPv6 address is in square brackets} */
  public String host() {
    return hostAndPort(uri).host();
  }

  private static HostAndPort hostAndPort(URI url) {
    return Objects.requireNonNull(HostAndPort.of(url), "host");
  }

  /**
   * Returns when the link is expected to expire, on the gateway's clock. It is an estimate; the storage host decides.
   *
   * @return the instant
   */
  public Instant expiresAt() {
    return expiry.at();
  }

  /** {@return the source of {@link #expiresAt()}} */
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
