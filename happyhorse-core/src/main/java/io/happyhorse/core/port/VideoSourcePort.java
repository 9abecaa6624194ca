package io.happyhorse.core.port;

import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives us the bytes behind the link to a video: one GET request over HTTP, by whatever library.
 *
 * <p>The URL is used character for character, since decoding or encoding it breaks its signature; it is a secret and is not
 * logged. No redirect is followed: the answer says where it leads, and the caller decides. No API key is sent, but to the gateway
 * itself, which serves some videos under its own {@link #origin()}. Never {@code HEAD}: a link that is signed for GET refuses it.
 *
 * <p>Implementations are thread-safe.
 */
public interface VideoSourcePort {
  /**
   * Asks for a video, or the rest of it.
   *
   * @param link where it is
   * @param from the first byte wanted; if more than 0, {@code Range: bytes=from-} is sent
   * @param ifMatch the ETag that the video must still have, sent as {@code If-Match}; null for any
   * @param stall how long to wait for the next byte at most: of the answer's beginning, and then with each read of its body
   * @return the answer, whatever its status; to be closed, which ends the transfer at once
   * @throws IOException if there is none: no connection, a broken one, nothing for so long, or an interrupt of the calling
   *     thread, whose flag is then set. Reading the body throws the same
   */
  VideoStream open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException;

  /**
   * Returns the gateway's own address, where videos may be fetched whatever kind of address it is.
   *
   * @return scheme, host and port; null if there is none
   */
  default @Nullable URI origin() {
    return null;
  }
}
