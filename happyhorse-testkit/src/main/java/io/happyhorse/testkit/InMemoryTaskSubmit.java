package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.wire.SubmitResponseReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;

/** Creates tasks without HTTP. It sends each request once and does not retry. */
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
          "The time limit of a submission must be more than zero, not " + within + ".");
    }
    request.validate();
    Instant sentAt = store.time.instant();
    if (Thread.currentThread().isInterrupted()) {
      throw new SubmissionNotSentException("interrupted", false, details(request, sentAt), null);
    }
    Delivery delivery =
        store.submissions.take(request.toJson().getBytes(StandardCharsets.UTF_8), false);
    if (delivery == null) {
      throw new SubmissionNotSentException(
          "no connection to the host", true, details(request, sentAt), null);
    }
    new InMemoryTransfer(
            store.time,
            problem -> unknown(problem, request, sentAt),
            () -> unknown("interrupted", request, sentAt))
        .receive(delivery, within);
    Instant now = store.time.instant().truncatedTo(ChronoUnit.SECONDS);
    return READER.read(delivery.response().received(now), request, sentAt, 1, now);
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
