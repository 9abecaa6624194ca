package io.happyhorse.core.port;

import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the bytes behind the link to a video: one GET request over HTTP, by any library.
 *
 * <p>The URL is used character for character, since decoding or encoding it breaks its signature; it is a secret and is not
 * logged. Each request carries {@code Accept-Encoding: identity}, since a range counts encoded bytes. Redirects are not followed:
 * the caller decides. The API key is sent to the gateway itself only, which serves some videos under its own {@link #origin()}.
 * {@code HEAD} is never used: a link that is signed for GET refuses it.
 *
 * <p>Implementations are thread-safe.
 */
public interface VideoSourcePort extends GatewayOrigin {
  /**
   * Requests a video, or the rest of it.
   *
   * @param link the link
   * @param from the first byte wanted; if more than 0, {@code Range: bytes=from-} is sent
   * @param ifMatch the ETag that the video must still have, sent as {@code If-Match}; null for any
   * @param stall the maximum time to wait for the next byte: of the response's beginning, and then with each read of its body
   * @return the response, whatever its status; closing it ends the transfer at once
   * @throws java.net.MalformedURLException if this implementation can send no request to such a URL; the message says why, and the
   *     request is not repeated
   * @throws ProxyRefusedException if a proxy does not connect to the host, with another status than 407, which is a response
   * @throws IOException if there is no response: no connection, a broken one, nothing for so long, or an interrupt of the calling
   *     thread, whose flag is then set. Reading the body throws the same
   */
  VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException;

  /**
   * Tells whether requests to an origin go through a proxy, which then looks the host name up. Default: false.
   *
   * @param origin scheme, host and port of a link
   * @return true if a proxy is used
   */
  default boolean usesProxy(URI origin) {
    return false;
  }
}
