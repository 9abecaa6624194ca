package io.happyhorse.core.submit;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.internal.SafeCalls;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Creates tasks, and never sends a request twice.
 *
 * <pre>{@code
 * TaskSubmitter submitter = TaskSubmitter.builder(gateway.submitPort()).outbox(OutboxFile.at(Path.of("outbox"))).build();
 * SubmittedTask task = submitter.submit(VideoRequest.textToVideo("A cat on the moon"));
 * VideoTask done = watcher.watch(task.id(), WaitOptions.freshlySubmitted(task)).join();
 * }</pre>
 *
 * <p>A submission has these steps: the request is validated, the intent is written to the outbox, the request is sent, the listener
 * receives the task id, the id is written to the outbox. If the process is killed after the intent was written and before the id was,
 * the outbox reports the submission as unknown.
 *
 * <p>Thread-safe if the port, the listener and the time source are.
 */
public final class TaskSubmitter {
  private final TaskSubmitterBuilder settings;

  TaskSubmitter(TaskSubmitterBuilder settings) {
    this.settings = settings;
  }

  /**
   * Returns a submitter without a listener or an outbox.
   *
   * @param port the port that creates tasks
   */
  public static TaskSubmitter of(TaskSubmitPort port) {
    return builder(port).build();
  }

  /**
   * Returns a builder with the default settings.
   *
   * @param port the port that creates tasks
   */
  public static TaskSubmitterBuilder builder(TaskSubmitPort port) {
    return new TaskSubmitterBuilder(port);
  }

  /**
   * Creates a task.
   *
   * @param request the requested video
   * @throws IllegalArgumentException if {@link VideoRequest#validate()} refuses the request; nothing was sent
   * @throws SubmitException if there is no task id; its three subtypes state whether a charge is possible. If the intent cannot
   *     be written to the outbox, it is a {@link SubmissionNotSentException}
   */
  public SubmittedTask submit(VideoRequest request) {
    request.validate();
    OutboxFile.Intent intent = intent(request);
    SubmittedTask task;
    try {
      task = settings.port().submit(request, settings.timeout());
    } catch (SubmitException failed) {
      if (!(failed instanceof SubmissionUnknownException)) {
        note(request, intent, OutboxFile.Intent::withdraw);
      }
      throw failed;
    } catch (IllegalArgumentException refusedHere) {
      note(request, intent, OutboxFile.Intent::withdraw);
      throw refusedHere;
    }
    SafeCalls.run(
        () -> settings.listener().submitted(task)); // its errors must not hide that the task exists
    note(request, intent, written -> written.submitted(task));
    return task;
  }

  private OutboxFile.@Nullable Intent intent(VideoRequest request) {
    OutboxFile outbox = settings.outbox();
    if (outbox == null) {
      return null;
    }
    try {
      return outbox.intend(request, settings.port().origin(), settings.time().instant());
    } catch (IOException unwritable) {
      throw new SubmissionNotSentException(
          Thread.currentThread().isInterrupted()
              ? "interrupted"
              : "the outbox cannot be written: " + unwritable.getMessage(),
          false,
          SubmitDetails.withoutResponse(
              request.digest(), settings.port().origin(), settings.time().instant(), 0),
          unwritable);
    }
  }

  private interface Note {
    void write(OutboxFile.Intent intent) throws IOException;
  }

  private void note(VideoRequest request, OutboxFile.@Nullable Intent intent, Note note) {
    if (intent == null) {
      return;
    }
    try {
      note.write(intent);
    } catch (IOException unwritable) {
      SafeCalls.run(() -> settings.listener().outboxFailed(request.digest(), unwritable));
    }
  }
}
