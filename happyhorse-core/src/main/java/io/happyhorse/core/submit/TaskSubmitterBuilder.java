package io.happyhorse.core.submit;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link TaskSubmitter}. Every method but {@code build()} returns this builder. Not thread-safe. */
public final class TaskSubmitterBuilder {
  private static final SubmitListener NONE = task -> {};

  private final TaskSubmitPort port;
  private SubmitListener listener = NONE;
  private @Nullable OutboxFile outbox;
  private Duration timeout = TaskSubmitPort.DEFAULT_WITHIN;
  private TimeSource time = TimeSource.system();

  TaskSubmitterBuilder(TaskSubmitPort port) {
    this.port = Objects.requireNonNull(port, "port");
  }

  private TaskSubmitterBuilder(TaskSubmitterBuilder other) {
    this.port = other.port;
    this.listener = other.listener;
    this.outbox = other.outbox;
    this.timeout = other.timeout;
    this.time = other.time;
  }

  /**
   * Sets the listener that receives the id of an accepted task. Default: none.
   *
   * @param value the listener; called on the submitting thread
   */
  public TaskSubmitterBuilder onSubmitted(SubmitListener value) {
    listener = Objects.requireNonNull(value, "listener");
    return this;
  }

  /** Sets the file that records submissions. Default: none. */
  public TaskSubmitterBuilder outbox(OutboxFile value) {
    outbox = Objects.requireNonNull(value, "outbox");
    return this;
  }

  /**
   * Sets the timeout of one submission. Default: 2 min. A shorter timeout makes it more likely that it remains unknown whether a task
   * exists.
   *
   * @param value more than zero
   */
  public TaskSubmitterBuilder timeout(Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout of a submission must be more than zero, not " + value + ".");
    }
    timeout = value;
    return this;
  }

  /** Sets the source of the timestamps in the outbox. Default: {@link TimeSource#system()}. */
  public TaskSubmitterBuilder time(TimeSource value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  /** {@return the submitter} */
  public TaskSubmitter build() {
    return new TaskSubmitter(new TaskSubmitterBuilder(this));
  }

  TaskSubmitPort port() {
    return port;
  }

  SubmitListener listener() {
    return listener;
  }

  @Nullable
  OutboxFile outbox() {
    return outbox;
  }

  Duration timeout() {
    return timeout;
  }

  TimeSource time() {
    return time;
  }
}
