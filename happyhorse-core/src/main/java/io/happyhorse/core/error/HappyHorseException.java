package io.happyhorse.core.error;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The root of the family: something about a task could not be learned, or its video not be kept. The task itself is not
 * touched by it.
 *
 * <p>Every exception of the family survives Java serialization with all that its methods return, but for secrets: the last
 * observation arrives without link, upstream report and raw JSON. A cause of a class that the receiver may not have, such as one
 * of an HTTP client, arrives as an exception of the JDK that names it, with its message and stack trace.
 */
public abstract sealed class HappyHorseException extends RuntimeException
    permits DownloadException, QueryException, SubmitException, WaitException {
  /** Kept here instead of in {@link Throwable}, which would serialize it as it is. */
  private transient @Nullable Throwable cause;

  HappyHorseException(String message, @Nullable Throwable cause) {
    super(message, null);
    this.cause = cause;
  }

  /**
   * Returns the task this is about: asking or waiting again by this id is all it takes to go on.
   *
   * @return the id; null only for a {@link SubmitException}, which is about a task that has no id, or none that is known
   */
  public abstract @Nullable TaskId taskId();

  /**
   * Returns the gateway that was asked, since a task is known only there; of a download, the storage host.
   *
   * @return scheme, host and port, or null if the port does not tell
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
