package io.happyhorse.core.port;

import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Requests videos. Each call sends one HTTP GET request; an implementation may use any HTTP library.
 *
 * <p>The URL is used character for character, since decoding or encoding it breaks its signature; it is a secret and is not logged.
 * Each request carries {@code Accept-Encoding: identity}, since a range counts encoded bytes. An implementation does not follow
 * redirects. The API key is sent only to the gateway's own {@link #origin()}, which serves some videos itself. {@code HEAD} is never
 * used, since it does not match a signature for GET.
 *
 * <p>Implementations are thread-safe.
 */
public interface VideoSourcePort extends GatewayOrigin {
  /**
   * Requests a video, or the rest of it from an offset.
   *
   * @param from the offset of the first byte; if more than 0, {@code Range: bytes=from-} is sent
   * @param ifMatch the expected ETag, sent as {@code If-Match}; null for any
   * @param stall the maximum time to wait for the response, and then for each read of its body
   * @return the response, whatever its status; closing it ends the transfer at once
   * @throws java.net.MalformedURLException if this implementation cannot send a request to the URL; the message contains the
   *     reason, and the request is not repeated
   * @throws ProxyRefusedException if a proxy refuses to connect to the host, with a status other than 407
   * @throws IOException if there is no response: no connection, a broken connection, a stall, or an interrupt of the calling thread,
   *     whose flag is then set. Reading the body throws it for the same reasons
   */
  VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException;

  /**
   * Requests a part of a video, with {@code Range: bytes=from-to}. A large video is downloaded with several concurrent requests for its
   * parts. The default implementation throws {@code UnsupportedOperationException}; a download then uses one request at a time.
   *
   * @param from the offset of the first byte, 0 or more
   * @param to the offset of the last byte, at least {@code from}
   * @param ifMatch the expected ETag, sent as {@code If-Match}
   * @param stall the maximum time to wait for the response, and then for each read of its body
   * @return the response, whatever its status; closing it ends the transfer at once
   * @throws IOException for the same reasons as {@link #open}
   * @throws UnsupportedOperationException if this implementation cannot request parts
   */
  default VideoResponse openPart(
      ResultLink link, long from, long to, String ifMatch, Duration stall) throws IOException {
    throw new UnsupportedOperationException("This source cannot request parts.");
  }

  /**
   * Returns whether requests to an origin use a proxy, which then resolves the host name. The default implementation returns false.
   *
   * @param origin scheme, host and port of a link
   * @return true if a proxy is used
   */
  default boolean usesProxy(URI origin) {
    return false;
  }
}
