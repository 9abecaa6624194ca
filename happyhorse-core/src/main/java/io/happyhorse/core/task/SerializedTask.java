package io.happyhorse.core.task;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The serialized form of a {@link VideoTask}: everything except the parts that may contain secrets. */
record SerializedTask(
    TaskId id,
    String rawStatus,
    @Nullable TaskFailure failure,
    @Nullable TaskAction action,
    String progress,
    Timeline timeline,
    @Nullable String requestId,
    Instant observedAt,
    int attempts)
    implements Serializable {
  static SerializedTask of(VideoTask task) {
    TaskFailure failure = task.failure();
    TaskAction action = task.action();
    return new SerializedTask(
        task.id(),
        Redactor.withoutQueries(task.rawStatus()),
        failure == null
            ? null
            : new TaskFailure(
                Redactor.withoutQueries(failure.raw()),
                withoutQueries(failure.code()),
                Redactor.withoutQueries(failure.message())),
        action == null ? null : TaskAction.of(Redactor.withoutQueries(action.word())),
        Redactor.withoutQueries(task.progress().text()),
        task.timeline(),
        withoutQueries(task.requestId()),
        task.observedAt(),
        task.attempts());
  }

  private static @Nullable String withoutQueries(@Nullable String text) {
    return text == null ? null : Redactor.withoutQueries(text);
  }

  private Object readResolve() {
    return VideoTask.builder(id, rawStatus, observedAt)
        .failure(failure)
        .action(action)
        .progress(Progress.of(progress))
        .timeline(timeline)
        .requestId(requestId)
        .attempts(attempts)
        .build();
  }
}
