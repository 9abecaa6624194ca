package io.happyhorse.examples.benchmarks.peers.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A response.
 *
 * @param bytes what is sent
 * @param isCut whether the connection is reset afterwards
 */
record Response(ByteBuffer bytes, boolean isCut) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  static Response json(String status, String body) {
    return of(status, "application/json; charset=utf-8", body);
  }

  static Response of(String status, String type, String body) {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    byte[] head = ("HTTP/1.1 " + status + "\r\nDate: "
            + DATE.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\nContent-Type: " + type
            + "\r\nContent-Length: " + content.length + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    return new Response(
        ByteBuffer.allocate(head.length + content.length).put(head).put(content).flip(), false);
  }

  /** Returns this response without its second half, followed by a reset. */
  Response cut() {
    return new Response(bytes.slice(0, bytes.limit() / 2), true);
  }
}
