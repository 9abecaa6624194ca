package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The port without HTTP, over the same scripts, faults and journal as {@link FakeHappyHorse}: for tests that want no server.
 *
 * <pre>{@code
 * InMemoryTaskQuery tasks = InMemoryTaskQuery.on(VirtualTime.lenient(Instant.now()));
 * TaskId id = tasks.accept(TaskScript.succeeding().runningFor(Duration.ofMinutes(2)));
 * }</pre>
 *
 * <p>It asks once and never tries again. Delays and stalls pass in its time, so a {@link VirtualTime} skips them.
 */
public final class InMemoryTaskQuery extends FakeGateway implements TaskQueryPort {
  private static final URI ORIGIN = TaskBody.ORIGIN;
  private static final TaskResponseReader REFUSALS = new TaskResponseReader(
      ORIGIN,
      UnaryOperator.identity(),
      body -> Json.read(new String(body, StandardCharsets.UTF_8), Object.class));

  InMemoryTaskQuery(GatewayStore store) {
    super(store);
  }

  /**
   * Makes a gateway without tasks.
   *
   * @param time what its scripts pass in
   * @return the gateway
   */
  public static InMemoryTaskQuery on(TimeSource time) {
    return new InMemoryTaskQuery(new GatewayStore(time));
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    Objects.requireNonNull(id, "id");
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("A question needs more than no time, not " + within + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(details(id));
    }
    Exchange reply = store.ask(id.value(), store.time.instant(), false);
    if (reply == null) {
      return refused(Fault.taskNotFound(), id);
    }
    Fault fault = reply.fault();
    endure(fault, id, within);
    if (!Exchange.answers(fault)) {
      return spoilt(fault, reply);
    }
    reply.deliverLate();
    return reply.body().observation(now());
  }

  /** Waits for what comes late or never, and throws what breaks. */
  private void endure(@Nullable Fault fault, TaskId id, Duration within) {
    if (fault instanceof Fault.Delay delay) {
      await(delay.duration(), id, within);
    } else if (fault instanceof Fault.SlowBody drip) {
      await(drip.duration(), id, within);
    } else if (fault instanceof Fault.Stall) {
      await(within, id, within);
    } else if (fault instanceof Fault.Reset) {
      throw broken("connection reset", id);
    } else if (fault instanceof Fault.TruncatedBody) {
      throw broken("the body ended early", id);
    }
  }

  private void await(Duration late, TaskId id, Duration within) {
    boolean tooLate = late.compareTo(within) >= 0;
    try {
      store.time.sleep(tooLate ? within : late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new QueryInterruptedException(details(id));
    }
    if (tooLate) {
      throw broken("no whole answer within " + within.toMillis() + " ms", id);
    }
  }

  private VideoTask spoilt(@Nullable Fault fault, Exchange reply) {
    TaskId id = reply.task().id();
    TaskBody body = reply.body();
    if (fault instanceof Fault.Answer answer) {
      return refused(answer, id);
    }
    if (fault instanceof Fault.Redirect) {
      return refused(Fault.status(302), id);
    }
    if (fault instanceof Fault.Oversized oversized) {
      return body.read(ErrorBodies.JSON, body.padded(oversized.bytes()), now());
    }
    String contentType =
        fault instanceof Fault.ContentType type ? type.contentType() : ErrorBodies.JSON;
    return body.read(contentType, utf8(body.json()), now());
  }

  private VideoTask refused(Fault.Answer answer, TaskId id) {
    Fault.RetryAfter retryAfter = answer.retryAfter();
    Instant now = now();
    return REFUSALS.read(
        new GatewayResponse(
            answer.status(),
            answer.contentType(),
            null,
            retryAfter == null ? null : retryAfter.header(now),
            now,
            utf8(answer.body())),
        id,
        1,
        now);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the time as the header {@code Date} tells it. */
  private Instant now() {
    return store.time.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static QueryException broken(String problem, TaskId id) {
    return new NetworkException(problem, details(id), null);
  }

  private static QueryDetails details(TaskId id) {
    return new QueryDetails(id, ORIGIN, null, null, 1, null, null);
  }

  /**
   * Returns where to create tasks of this gateway without HTTP. It sends once and never tries again.
   *
   * @return the port
   */
  public TaskSubmitPort submitPort() {
    return new InMemoryTaskSubmit(store);
  }

  @Override
  public URI origin() {
    return ORIGIN;
  }

  /** Returns what it is. */
  @Override
  public String toString() {
    return "InMemoryTaskQuery[" + store.tasks().size() + " tasks]";
  }
}
