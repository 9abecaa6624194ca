package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors of querying, submitting, waiting and downloading. None of them affects the task.
 *
 * <p>Java serialization preserves everything that the methods of an exception return, except for secrets: the last observation is
 * serialized without link, upstream report and raw JSON. A cause whose class is not part of the JDK is replaced by a JDK exception with
 * its class name, message and stack trace.
 */
public abstract sealed class HappyHorseException extends RuntimeException
    permits DownloadException, QueryException, SubmitException, WaitException {
  /** Held here instead of in {@link Throwable}, which would serialize it unchanged. */
  private transient @Nullable Throwable cause;

  HappyHorseException(String message, @Nullable Throwable cause) {
    super(message, null);
    this.cause = cause;
  }

  /**
   * Returns the task. To resume, query or wait for the same id.
   *
   * @return the id; null only for a {@link SubmitException}, since its task does not exist or has an unknown id
   */
  public abstract @Nullable TaskId taskId();

  /**
   * Returns the gateway, or for a download the storage host. A task is known at one gateway only.
   *
   * @return scheme, host and port; null if the port does not provide it
   */
  public abstract @Nullable URI origin();

  @Override
  public synchronized @Nullable Throwable getCause() {
    return cause;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(PortableCause.of(getCause()));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    cause = (Throwable) in.readObject();
  }
}
