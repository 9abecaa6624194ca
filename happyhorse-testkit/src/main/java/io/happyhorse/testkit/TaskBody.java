package io.happyhorse.testkit;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.LinkExpiry;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The body of a response: its bytes, and the observation that a client reads from it. Thread-safe. */
final class TaskBody {
  static final URI ORIGIN = URI.create("memory://happyhorse");

  private static final byte[] PENDING = {'{', '}'};

  private final TaskSnapshot task;
  private final Map<String, Object> envelope = new LinkedHashMap<>();
  private final String description;
  private final Delivery delivery;
  private byte @Nullable [] json;
  private @Nullable VideoTask observation;
  private @Nullable Boolean isEnd;

  TaskBody(TaskSnapshot task, RequestIds ids, String videoUrl) {
    this.task = task;
    this.description = task.toString();
    Map<String, @Nullable Object> data = new TaskFields(task, ids, videoUrl).data();
    if (task.step() != null) {
      task.step().edit().accept(data);
    }
    task.script().edit().accept(data);
    envelope.put("code", "success");
    envelope.put("message", "");
    envelope.put("data", data);
    this.delivery = Delivery.of(this);
  }

  TaskId taskId() {
    return task.id();
  }

  /** Returns the bytes of the body, which must not be modified. They are created on demand, since gateways in memory rarely need them. */
  synchronized byte[] bytes() {
    byte[] written = json;
    if (written == null) {
      written = GoJsonWriter.write(envelope).getBytes(StandardCharsets.UTF_8);
      json = written;
    }
    return written;
  }

  int size() {
    return bytes().length;
  }

  /** Returns the delivery without a fault. */
  Delivery delivery() {
    return delivery;
  }

  /** Returns the body, padded with blanks. */
  byte[] padded(int length) {
    byte[] padded = Arrays.copyOf(bytes(), Math.max(size(), length));
    Arrays.fill(padded, size(), padded.length, (byte) ' ');
    return padded;
  }

  /**
   * Returns whether no further query is needed. After a SUCCESS without a link, or a response that clients reject, another query is
   * legitimate.
   */
  synchronized boolean isEnd() {
    if (isEnd == null) {
      isEnd = task.hasEnded() && isReadAsEnd();
    }
    return isEnd;
  }

  private boolean isReadAsEnd() {
    try {
      VideoTask read = observation(task.submittedAt());
      return read.failure() != null || read.link() != null;
    } catch (QueryException nothing) {
      return false;
    }
  }

  /** Returns the observation that a client reads from the body. It is parsed once, unless the expiry of its link depends on the time. */
  synchronized VideoTask observation(Instant observedAt) {
    VideoTask known = observation;
    if (known == null || dependsOnTime(known)) {
      known = read(observedAt);
      observation = known;
    }
    return known.observedAt().equals(observedAt)
        ? known
        : known.toBuilder().observedAt(observedAt).build();
  }

  private static boolean dependsOnTime(VideoTask task) {
    return task.link() != null && task.link().expirySource() == LinkExpiry.Source.FIRST_SEEN;
  }

  private VideoTask read(Instant now) {
    return new TaskResponseReader(ORIGIN, UnaryOperator.identity(), ignored -> envelope)
        .read(
            new GatewayResponse(200, ErrorBodies.JSON, null, null, now, text()), task.id(), 1, now);
  }

  /** Returns the bytes for the raw JSON of the observation, which only the observation of a finished task keeps. */
  private byte[] text() {
    return task.hasEnded() || isEdited() ? bytes() : PENDING;
  }

  private boolean isEdited() {
    return task.script().edit() != ScriptRules.UNEDITED
        || (task.step() != null && task.step().edit() != ScriptRules.UNEDITED);
  }

  /** Returns the state as shown in a journal. */
  @Override
  public String toString() {
    return description;
  }
}
