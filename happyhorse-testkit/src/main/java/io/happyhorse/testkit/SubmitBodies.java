package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bodies of responses to submissions. */
final class SubmitBodies {
  private SubmitBodies() {}

  static String accepted(TaskId id, String model, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", id.value());
    body.put("task_id", id.value());
    body.put("object", "video");
    body.put("model", model);
    body.put("status", "queued");
    body.put("progress", 0);
    body.put("created_at", now.getEpochSecond());
    return GoJsonWriter.write(body);
  }

  static String modelNotFound(String model) {
    return ErrorBodies.error(
        "model_not_found",
        "No available channel for model " + model + " under group default (distributor)",
        "new_api_error");
  }

  static String invalidRequest(String message) {
    return ErrorBodies.taskError("invalid_request", message);
  }

  /** Returns the error of the upstream, which the gateway passes on as the text of its own. */
  static String invalidParameter(String message, String requestId) {
    Map<String, Object> upstream = new LinkedHashMap<>();
    upstream.put("code", "InvalidParameter");
    upstream.put("message", message);
    upstream.put("request_id", requestId);
    return ErrorBodies.taskError("fail_to_fetch_task", GoJsonWriter.write(upstream));
  }
}
