package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Responses to submissions over HTTP, with what happens to them on their way. */
final class SubmitReplies {
  private final TimeSource time;
  private final StalledResponses held = new StalledResponses();

  SubmitReplies(TimeSource time) {
    this.time = time;
  }

  Response render(SubmitHandler.Exchange reply, String elsewhere) {
    SubmitFault fault = reply.fault();
    if (fault instanceof SubmitFault.RefusedConnection
        || fault instanceof SubmitFault.Reset
        || fault instanceof SubmitFault.ResponseLost) {
      return HttpResponses.of(200, ErrorBodies.JSON)
          .fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
          .build();
    }
    byte[] body = Ledger.utf8(reply.body());
    if (fault instanceof SubmitFault.Slow slow) {
      return late(body, real(slow.duration()));
    }
    return HttpResponses.of(reply.status(), reply.contentType(), headers(reply, elsewhere))
        .body(body)
        .build();
  }

  private static HttpHeader[] headers(SubmitHandler.Exchange reply, String elsewhere) {
    if (reply.status() / 100 == 3) {
      return new HttpHeader[] {
        new HttpHeader("Location", elsewhere + HttpDelivery.REDIRECTED + "submission")
      };
    }
    Duration pause = retryAfter(reply);
    return pause == null
        ? new HttpHeader[0]
        : new HttpHeader[] {new HttpHeader("Retry-After", Long.toString(pause.toSeconds()))};
  }

  static @Nullable Duration retryAfter(SubmitHandler.Exchange reply) {
    return reply.fault() instanceof SubmitFault.Response response ? response.retryAfter() : null;
  }

  private Response late(byte[] body, Duration pause) {
    return HttpResponses.of(
            200, ErrorBodies.JSON, new HttpHeader("Content-Length", Integer.toString(body.length)))
        .body(() -> new SentStream(body, body.length, (bytes, to) -> {
          if (held.hold(pause)) {
            bytes.transferTo(to);
          }
        }))
        .build();
  }

  private Duration real(Duration duration) {
    return time instanceof AcceleratedTime accelerated ? accelerated.inReal(duration) : duration;
  }

  void letGo() {
    held.close();
  }
}
