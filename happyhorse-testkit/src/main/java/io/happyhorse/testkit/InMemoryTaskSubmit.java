package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.SubmitResponseReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Creates tasks without HTTP: sends once, and never tries again. */
final class InMemoryTaskSubmit implements TaskSubmitPort {
  private static final SubmitResponseReader READER = new SubmitResponseReader(
      TaskBody.ORIGIN,
      UnaryOperator.identity(),
      body -> Json.read(new String(body, StandardCharsets.UTF_8), Object.class));

  private final GatewayStore store;

  InMemoryTaskSubmit(GatewayStore store) {
    this.store = store;
  }

  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "A submission needs more than no time, not " + within + ".");
    }
    request.validate();
    Instant sentAt = store.time.instant();
    if (Thread.currentThread().isInterrupted()) {
      throw new SubmissionNotSentException("interrupted", false, details(request, sentAt), null);
    }
    SubmitHandler.Exchange reply = store.submissions.take(Ledger.utf8(request.toJson()), false);
    endure(reply.fault(), request, within, sentAt);
    Instant now = store.time.instant().truncatedTo(ChronoUnit.SECONDS);
    return READER.read(response(reply, now), request, sentAt, 1, now);
  }

  /** Waits for what comes late, and throws what breaks. */
  private void endure(
      @Nullable SubmitFault fault, VideoRequest request, Duration within, Instant sentAt) {
    if (fault instanceof SubmitFault.RefusedConnection) {
      throw new SubmissionNotSentException(
          "no connection to the host", true, details(request, sentAt), null);
    }
    if (fault instanceof SubmitFault.Reset || fault instanceof SubmitFault.ResponseLost) {
      throw unknown("connection reset", request, sentAt);
    }
    if (fault instanceof SubmitFault.Slow slow) {
      await(slow.duration(), request, within, sentAt);
    }
  }

  private void await(Duration late, VideoRequest request, Duration within, Instant sentAt) {
    boolean tooLate = late.compareTo(within) >= 0;
    try {
      store.time.sleep(tooLate ? within : late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unknown("interrupted", request, sentAt);
    }
    if (tooLate) {
      throw unknown("no whole response within " + within.toMillis() + " ms", request, sentAt);
    }
  }

  private static GatewayResponse response(SubmitHandler.Exchange reply, Instant now) {
    Duration pause = SubmitReplies.retryAfter(reply);
    return new GatewayResponse(
        reply.status(),
        reply.contentType(),
        null,
        pause == null ? null : Long.toString(pause.toSeconds()),
        now,
        Ledger.utf8(reply.body()));
  }

  private static SubmissionUnknownException unknown(
      String problem, VideoRequest request, Instant sentAt) {
    return new SubmissionUnknownException(problem, details(request, sentAt), null);
  }

  private static SubmitDetails details(VideoRequest request, Instant sentAt) {
    return SubmitDetails.withoutResponse(request.digest(), TaskBody.ORIGIN, sentAt, 1);
  }

  @Override
  public URI origin() {
    return TaskBody.ORIGIN;
  }
}
