package io.happyhorse.examples.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Server-sent events to one page.
 *
 * @param out the body of the response
 */
record EventStream(OutputStream out) {
  static EventStream open(Context request) throws IOException {
    request.contentType("text/event-stream");
    request.header(Header.CACHE_CONTROL, "no-store");
    request.header("X-Accel-Buffering", "no"); // proxies must not buffer
    return new EventStream(request.res().getOutputStream());
  }

  /** Blocks while the browser does not read. */
  void send(String event, String json) throws IOException {
    out.write(("event: " + event + "\ndata: " + json + "\n\n").getBytes(UTF_8));
    out.flush();
  }
}
