package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Answers to queries over HTTP, with what happens to them on their way. */
final class FaultyResponses {
  static final String REDIRECTED = "/redirected/";
  private static final int PIECES = 20;

  private final TimeSource time;
  private final StalledResponses held = new StalledResponses();

  FaultyResponses(TimeSource time) {
    this.time = time;
  }

  Response answer(Exchange reply, String elsewhere) {
    TaskBody body = reply.body();
    Fault fault = reply.fault();
    if (fault instanceof Fault.Answer answer) {
      return refusal(answer);
    }
    if (fault instanceof Fault.Redirect) {
      return HttpResponses.of(
              302,
              "",
              new HttpHeader("Location", elsewhere + REDIRECTED + reply.task().id()))
          .build();
    }
    if (fault instanceof Fault.Reset) {
      return HttpResponses.of(200, ErrorBodies.JSON)
          .fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
          .build();
    }
    if (fault instanceof Fault.ContentType type) {
      return HttpResponses.of(200, type.contentType(), body.json());
    }
    return fault instanceof Fault.Oversized oversized
        ? whole(body.padded(oversized.bytes())).build()
        : late(fault, body.json().getBytes(StandardCharsets.UTF_8));
  }

  private Response refusal(Fault.Answer answer) {
    Fault.RetryAfter retryAfter = answer.retryAfter();
    HttpHeader[] headers = retryAfter == null
        ? new HttpHeader[0]
        : new HttpHeader[] {new HttpHeader("Retry-After", retryAfter.header(time.instant()))};
    return HttpResponses.of(answer.status(), answer.contentType(), headers)
        .body(answer.body().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private Response late(@Nullable Fault fault, byte[] json) {
    if (fault instanceof Fault.Delay delay) {
      return sent(json, json.length, (bytes, to) -> {
        if (held.hold(real(delay.duration()))) {
          bytes.transferTo(to);
        }
      });
    }
    if (fault instanceof Fault.SlowBody drip) {
      Duration pause = real(drip.duration()).dividedBy(PIECES);
      return sent(json, json.length, (bytes, to) -> drip(bytes, to, json.length, pause));
    }
    if (fault instanceof Fault.TruncatedBody) {
      return sent(json, json.length / 2, SentStream::hangUp);
    }
    if (fault instanceof Fault.Stall) {
      return sent(json, 0, (bytes, to) -> {
        to.flush();
        held.holdForEver();
      });
    }
    return whole(json).build();
  }

  private static Response.Builder whole(byte[] json) {
    return HttpResponses.of(200, ErrorBodies.JSON).body(json);
  }

  /** Returns an answer of which no more than some bytes are sent, in some way. */
  private static Response sent(byte[] json, int length, SentStream.Sending sending) {
    return HttpResponses.of(
            200, ErrorBodies.JSON, new HttpHeader("Content-Length", Integer.toString(json.length)))
        .body(() -> new SentStream(json, length, sending))
        .build();
  }

  private void drip(InputStream bytes, OutputStream to, int length, Duration pause)
      throws IOException, InterruptedException {
    int size = length / PIECES + 1;
    for (byte[] piece = bytes.readNBytes(size); piece.length > 0; piece = bytes.readNBytes(size)) {
      to.write(piece);
      to.flush();
      if (!held.hold(pause)) {
        return;
      }
    }
  }

  private Duration real(Duration duration) {
    return time instanceof AcceleratedTime accelerated ? accelerated.inReal(duration) : duration;
  }

  void letGo() {
    held.close();
  }
}
