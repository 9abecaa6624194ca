package io.happyhorse.testkit;

import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WrongAddressException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.Time;
import io.happyhorse.core.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The port without HTTP, over the same scripts, faults and journal as {@link FakeHappyHorse}: for tests that want no server.
 *
 * <pre>{@code
 * InMemoryTaskQuery tasks = InMemoryTaskQuery.on(VirtualTime.autoAdvancing(Instant.now()));
 * TaskId id = tasks.accept(TaskScript.succeeding().runningFor(Duration.ofMinutes(2)));
 * }</pre>
 *
 * <p>It asks once and never tries again. Delays and stalls pass in its time, so a {@link VirtualTime} skips them.
 */
public final class InMemoryTaskQuery extends FakeGateway implements TaskQueryPort {
  private static final URI ORIGIN = URI.create("memory://happyhorse");

  InMemoryTaskQuery(GatewayStore store) {
    super(store);
  }

  /**
   * Makes a gateway without tasks.
   *
   * @param time what its scripts pass in
   * @return the gateway
   */
  public static InMemoryTaskQuery on(Time time) {
    return new InMemoryTaskQuery(new GatewayStore(time));
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    Objects.requireNonNull(id, "id");
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("A question needs more than no time, not " + within + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(evidence(id, null, null, null));
    }
    Reply reply = store.ask(id.value(), store.time.now());
    if (reply == null) {
      throw new TaskNotFoundException(evidence(id, 400, "task_not_exist", null));
    }
    Fault fault = reply.fault();
    if (fault != null) {
      endure(fault, id, within);
    }
    return read(reply, id);
  }

  private VideoTask read(Reply reply, TaskId id) {
    Instant observedAt = store.time.now().truncatedTo(ChronoUnit.SECONDS); // as the Date header is
    return reply.task().observation(store.body(reply), observedAt, evidence(id, 200, null, null));
  }

  /** Waits for what comes late, and throws what never comes. */
  private void endure(Fault fault, TaskId id, Duration within) {
    if (fault instanceof Fault.Delay delay) {
      await(delay.duration(), id, within);
    } else if (fault instanceof Fault.Drip drip) {
      await(drip.duration(), id, within);
    } else if (fault instanceof Fault.Stall) {
      await(within, id, within);
    } else if (fault instanceof Fault.Reset) {
      throw new NetworkException("connection reset", evidence(id, null, null, null), null);
    } else if (fault instanceof Fault.Redirect) {
      throw new WrongAddressException(evidence(id, 302, null, null));
    } else if (fault instanceof Fault.Answer answer) {
      refuse(answer, id);
    } else if (fault instanceof Fault.ContentType type && type.isWebPage()) {
      throw MalformedAnswerException.webPage(evidence(id, 200, null, null));
    } else if (fault instanceof Fault.Cut) {
      throw new NetworkException("the body ended early", evidence(id, null, null, null), null);
    } else if (fault instanceof Fault.Oversized) {
      throw new MalformedAnswerException(
          "it is longer than 1 MiB", evidence(id, 200, null, null), null);
    }
  }

  private void await(Duration late, TaskId id, Duration within) {
    boolean tooLate = late.compareTo(within) >= 0;
    try {
      store.time.sleep(tooLate ? within : late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new QueryInterruptedException(evidence(id, null, null, null));
    }
    if (tooLate) {
      throw new NetworkException(
          "no whole answer within " + within.toMillis() + " ms",
          evidence(id, null, null, null),
          null);
    }
  }

  private static void refuse(Fault.Answer answer, TaskId id) {
    Fault.RetryAfter retryAfter = answer.retryAfter();
    QueryEvidence evidence = evidence(
        id, answer.status(), answer.body(), retryAfter == null ? null : retryAfter.pause());
    if (answer.status() >= 300) {
      throw answer.refusal().asError(evidence);
    }
    throw answer.isWebPage()
        ? MalformedAnswerException.webPage(evidence)
        : new MalformedAnswerException("it is not a task", evidence, null);
  }

  private static QueryEvidence evidence(
      TaskId id, @Nullable Integer status, @Nullable String said, @Nullable Duration retryAfter) {
    return new QueryEvidence(id, ORIGIN, status, null, 1, said, retryAfter);
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
