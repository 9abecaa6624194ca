package io.happyhorse.core.wire;

import io.happyhorse.core.task.TaskFailure;
import org.jspecify.annotations.Nullable;

/** Reads {@code fail_reason}: a text, or JSON in which an {@link ErrorText} can be found. */
final class FailureReason {
  private FailureReason() {}

  /** Reads the gateway's reason or, if there is none, the upstream's. */
  static TaskFailure read(Json reason, Json report, QueryContext context) {
    TaskFailure failure = read(reason, context);
    return failure.raw().isBlank() ? failure(failure.raw(), report.resolved(), context) : failure;
  }

  private static TaskFailure read(Json reason, QueryContext context) {
    String text = reason.text();
    String raw = context.withoutKey().apply(text == null ? reason.asJson() : text);
    return failure(raw, reason, context);
  }

  private static TaskFailure failure(String raw, Json reason, QueryContext context) {
    ErrorText found = ErrorText.find(reason, context.parser());
    String code = without(found.code(), context);
    String message = without(found.message(), context);
    return code == null && message == null
        ? new TaskFailure(raw)
        : new TaskFailure(raw, code, message == null ? "" : message);
  }

  private static @Nullable String without(@Nullable String text, QueryContext context) {
    return text == null ? null : context.withoutKey().apply(text);
  }
}
