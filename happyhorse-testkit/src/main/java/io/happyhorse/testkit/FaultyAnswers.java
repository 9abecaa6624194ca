package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import io.happyhorse.core.time.Time;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers to queries over HTTP, with what happens to them on their way. */
final class FaultyAnswers {
  static final String REDIRECTED = "/redirected/";
  private static final int PIECES = 20;

  private final Time time;
  private final CountDownLatch closed = new CountDownLatch(1);

  FaultyAnswers(Time time) {
    this.time = time;
  }

  Response answer(Reply reply, String json, String elsewhere) {
    Fault fault = reply.fault();
    if (fault instanceof Fault.Answer answer) {
      return refusal(answer);
    }
    if (fault instanceof Fault.Redirect) {
      return HttpAnswers.of(
              302,
              "",
              new HttpHeader("Location", elsewhere + REDIRECTED + reply.task().id()))
          .build();
    }
    if (fault instanceof Fault.Reset) {
      return HttpAnswers.of(200, Bodies.JSON)
          .fault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
          .build();
    }
    if (fault instanceof Fault.ContentType type) {
      return HttpAnswers.of(200, type.contentType(), json);
    }
    return late(fault, json.getBytes(StandardCharsets.UTF_8));
  }

  private Response refusal(Fault.Answer answer) {
    Fault.RetryAfter retryAfter = answer.retryAfter();
    HttpHeader[] headers = retryAfter == null
        ? new HttpHeader[0]
        : new HttpHeader[] {new HttpHeader("Retry-After", retryAfter.header(time.now()))};
    return HttpAnswers.of(answer.status(), answer.contentType(), headers)
        .body(answer.body().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private Response late(@Nullable Fault fault, byte[] json) {
    Response.Builder answer = HttpAnswers.of(200, Bodies.JSON).body(json);
    if (fault instanceof Fault.Delay delay) {
      answer.incrementInitialDelay(real(delay.duration()));
    } else if (fault instanceof Fault.Drip drip) {
      answer.chunkedDribbleDelay(new ChunkedDribbleDelay(PIECES, (int) real(drip.duration())));
    } else if (fault instanceof Fault.Oversized oversized) {
      byte[] body = new byte[Math.max(json.length, oversized.bytes())];
      Arrays.fill(body, (byte) ' ');
      System.arraycopy(json, 0, body, 0, json.length);
      answer.body(body);
    } else if (fault instanceof Fault.Cut) {
      return half(json, BrokenStream::hangingUp);
    } else if (fault instanceof Fault.Stall) {
      return half(json, bytes -> new BrokenStream(bytes, closed::await));
    }
    return answer.build();
  }

  /** Returns an answer whose second half does not come. */
  private static Response half(byte[] body, Function<InputStream, InputStream> breaking) {
    return HttpAnswers.of(
            200, Bodies.JSON, new HttpHeader("Content-Length", Integer.toString(body.length)))
        .body(() -> breaking.apply(new ByteArrayInputStream(body, 0, body.length / 2)))
        .build();
  }

  private long real(Duration duration) {
    return time instanceof AcceleratedTime accelerated
        ? accelerated.inReal(duration).toMillis()
        : duration.toMillis();
  }

  void letGo() {
    closed.countDown();
  }
}
