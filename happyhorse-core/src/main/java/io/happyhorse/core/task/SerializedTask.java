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
    String requestId = task.requestId();
    return new SerializedTask(
        task.id(),
        Redactor.withoutQueries(task.rawStatus()),
        failure == null ? null : withoutQueries(failure),
        action == null ? null : TaskAction.of(Redactor.withoutQueries(action.word())),
        Redactor.withoutQueries(task.progress().text()),
        task.timeline(),
        requestId == null ? null : Redactor.withoutQueries(requestId),
        task.observedAt(),
        task.attempts());
  }

  private static TaskFailure withoutQueries(TaskFailure failure) {
    return new TaskFailure(
        Redactor.withoutQueries(failure.raw()),
        failure.code(),
        Redactor.withoutQueries(failure.message()));
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
