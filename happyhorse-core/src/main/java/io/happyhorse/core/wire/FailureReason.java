package io.happyhorse.core.wire;

import io.happyhorse.core.task.TaskFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code fail_reason}: a text, an object with {@code code} and {@code message}, or such an object as JSON in a text. The
 * object may stand inside {@code error} or {@code output}, as the gateway's and the upstream's own errors do.
 */
final class FailureReason {
  private static final List<String> WRAPPERS = List.of("error", "output");

  private FailureReason() {}

  /** Reads the gateway's reason, or, if it gives none, the upstream's. */
  static TaskFailure read(Json reason, Json report, QueryContext context) {
    TaskFailure told = read(reason, context);
    return told.raw().isBlank() ? failure(told.raw(), report.member("output"), context) : told;
  }

  private static TaskFailure read(Json reason, QueryContext context) {
    String text = reason.text();
    Json error = error(text == null ? reason : inner(text, context));
    String raw = context.withoutKey().apply(text == null ? reason.asJson() : text);
    return failure(raw, error, context);
  }

  private static TaskFailure failure(String raw, Json error, QueryContext context) {
    String code = without(error.member("code").word(), context);
    String message = without(error.member("message").word(), context);
    return code == null && message == null
        ? new TaskFailure(raw)
        : new TaskFailure(raw, code, message == null ? "" : message);
  }

  /** Parses only what looks like an object: most reasons are plain text. */
  private static Json inner(String text, QueryContext context) {
    return text.stripLeading().startsWith("{") ? context.parser().apply(text) : Json.MISSING;
  }

  private static Json error(Json told) {
    return WRAPPERS.stream()
        .map(told::member)
        .filter(Json::isObject)
        .findFirst()
        .orElse(told);
  }

  private static @Nullable String without(@Nullable String text, QueryContext context) {
    return text == null ? null : context.withoutKey().apply(text);
  }
}
