package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.wire.TaskResponseReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ports without HTTP, with the same scripts, faults and journal as {@link FakeHappyHorse}, for tests without a server.
 *
 * <pre>{@code
 * InMemoryTaskQuery tasks = InMemoryTaskQuery.on(VirtualTime.lenient(Instant.now()));
 * TaskId id = tasks.accept(TaskScript.succeeding().running(Duration.ofMinutes(2)));
 * }</pre>
 *
 * <p>It does not retry. Delays and stalls take the gateway's time, so a {@link VirtualTime} skips them.
 */
public final class InMemoryTaskQuery extends FakeGateway implements TaskQueryPort, VideoSourcePort {
  private static final URI ORIGIN = TaskBody.ORIGIN;
  private static final TaskResponseReader READER = new TaskResponseReader(
      ORIGIN,
      UnaryOperator.identity(),
      body -> Json.read(new String(body, StandardCharsets.UTF_8), Object.class));

  private final InMemoryVideoSource videos;

  InMemoryTaskQuery(GatewayStore store) {
    super(store);
    this.videos = new InMemoryVideoSource(store, ORIGIN);
  }

  /**
   * Creates a gateway without tasks.
   *
   * @param time the time source of the scripts
   */
  public static InMemoryTaskQuery on(TimeSource time) {
    return new InMemoryTaskQuery(new GatewayStore(time));
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    Objects.requireNonNull(id, "id");
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "The time limit of a query must be more than zero, not " + within + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(details(id));
    }
    Exchange exchange = store.query(id.value(), store.time.instant(), false);
    if (exchange == null) {
      return read(GatewayErrors.taskNotFound().response(), id);
    }
    new InMemoryTransfer(
            store.time,
            problem -> broken(problem, id),
            () -> new QueryInterruptedException(details(id)))
        .receive(exchange.delivery(), within);
    exchange.noteArrived();
    return exchange.delivery().isObservation()
        ? exchange.body().observation(now())
        : read(exchange.delivery().response(), id);
  }

  private VideoTask read(FakeResponse response, TaskId id) {
    Instant now = now();
    return READER.read(response.received(now), id, 1, now);
  }

  /** Returns the current time with the precision of the header {@code Date}. */
  private Instant now() {
    return store.time.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static QueryException broken(String problem, TaskId id) {
    return new NetworkException(problem, details(id), null);
  }

  private static QueryDetails details(TaskId id) {
    return new QueryDetails(id, ORIGIN, null, null, 1, null, null);
  }

  /** {@inheritDoc} */
  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    return videos.open(link, from, ifMatch, stall);
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    return videos.openPart(link, from, to, ifMatch, stall);
  }

  @Override
  public boolean usesProxy(URI ofLink) {
    return videos.usesProxy(ofLink);
  }

  /** {@return the source of the videos, the same for every call} */
  public InMemoryVideoSource videos() {
    return videos;
  }

  /** Returns the port that creates tasks without HTTP. It sends each request once and does not retry. */
  public TaskSubmitPort submitPort() {
    return new InMemoryTaskSubmit(store);
  }

  @Override
  public URI origin() {
    return ORIGIN;
  }

  /** Returns the kind of gateway and the number of its tasks. */
  @Override
  public String toString() {
    return "InMemoryTaskQuery[" + store.tasks().size() + " tasks]";
  }
}
