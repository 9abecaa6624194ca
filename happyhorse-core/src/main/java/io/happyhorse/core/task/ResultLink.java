package io.happyhorse.core.task;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The link to a finished video ({@code data.result_url}): a signed URL that lives for about 24 hours.
 *
 * <p>Whoever has the URL has the video, so it is a secret: {@link #toString()} shows the {@link #origin()} alone, and {@link #reveal()} is
 * the one way to the URL. It must be used exactly as it is, since decoding or encoding it breaks the signature; and no API key
 * must be sent along, unless the link leads back to the gateway itself.
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
   * Reads a link.
   *
   * @param text the text as received, or null
   * @param finishedAt when the task finished, if known: the base of the expiry if the URL does not tell it
   * @param seenAt when the link was first seen: the base of the expiry if nothing else is known
   * @return the link, or null if the text is not an absolute http or https URL
   */
  public static @Nullable ResultLink parse(
      @Nullable String text, @Nullable Instant finishedAt, Instant seenAt) {
    URI uri = absoluteHttp(text);
    return uri == null ? null : new ResultLink(uri, LinkExpiry.of(uri, finishedAt, seenAt));
  }

  private static @Nullable URI absoluteHttp(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      URI uri = new URI(text.strip());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))
          ? uri
          : null;
    } catch (URISyntaxException notAUrl) {
      return null;
    }
  }

  /**
   * Returns the secret URL itself. Do not log it.
   *
   * @return the URL, character for character as received
   */
  public URI reveal() {
    return uri;
  }

  /**
   * Returns where the URL leads, without what is secret in it.
   *
   * @return scheme, host and port
   */
  public URI origin() {
    return originOf(uri);
  }

  /**
   * Returns where a URL leads, in the one form that can be compared.
   *
   * @param url an absolute URL with a host
   * @return scheme and host in lower case, and the port unless it is the scheme's own
   */
  public static URI originOf(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    String port = url.getPort() == -1 || url.getPort() == usual ? "" : ":" + url.getPort();
    return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port);
  }

  /**
   * Returns when the link dies, on the gateway's clock.
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
