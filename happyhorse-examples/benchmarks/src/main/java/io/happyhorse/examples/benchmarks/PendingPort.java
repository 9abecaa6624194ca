package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * A port in memory whose tasks never finish and were submitted within half an hour. Each observation has newly allocated strings, like
 * those that a parser creates.
 */
final class PendingPort implements TaskQueryPort {
  private static final URI ORIGIN = URI.create("https://gateway.example");
  private static final byte[] ANY_BODY = {'{', '}'};
  private static final long FIRST_SUBMITTED = 1_777_343_862;
  private static final int SECONDS = 1_800;
  private static final long QUEUED_SECONDS = 4;

  private final LongAdder polls = new LongAdder();

  @Override
  public VideoTask query(TaskId id, Duration within) {
    polls.increment();
    long submitted = FIRST_SUBMITTED + Math.floorMod(id.hashCode(), SECONDS);
    return new TaskResponseReader(ORIGIN, UnaryOperator.identity(), body -> parsed(submitted))
        .read(GatewayResponse.of(200, header -> null, ANY_BODY), id, 1, Instant.now());
  }

  /** Returns the number of queries. */
  long polls() {
    return polls.sum();
  }

  /** Waits until there have been this many queries. */
  void awaitPolls(long number) {
    while (polls() < number) {
      Pause.of(Duration.ofMillis(5));
    }
  }

  private static Map<String, Object> parsed(long submitted) {
    return Map.of(
        "code",
        "success",
        "data",
        Map.of(
            "action", newString("generate"),
            "status", newString("IN_PROGRESS"),
            "progress", newString("50%"),
            "submit_time", submitted,
            "start_time", submitted + QUEUED_SECONDS,
            "request_id", newString("20260428023742441081000FMrSbjcs"),
            "data",
                Map.of(
                    "output",
                        Map.of(
                            "task_id", newString("e45a6a1b-6f05-43e5-ab06-ddfdc97587a7"),
                            "task_status", newString("RUNNING"),
                            "submit_time", newString("2026-04-28 10:37:42.625"),
                            "scheduled_time", newString("2026-04-28 10:37:42.652")),
                    "request_id", newString("53121cad-c008-9b96-af1d-4289a4fc714b"))));
  }

  private static String newString(String text) {
    return String.valueOf(text.toCharArray());
  }
}
