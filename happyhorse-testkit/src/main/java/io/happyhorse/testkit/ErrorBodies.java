package io.happyhorse.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that the gateway's family sends instead of a task, and their content types. */
final class ErrorBodies {
  static final String JSON = "application/json";
  static final String JSON_UTF_8 = "application/json; charset=utf-8";
  static final String HTML = "text/html; charset=utf-8";

  /** What the gateway says of every model. */
  private static final int MODELS_SINCE = 1_626_777_600;

  private ErrorBodies() {}

  static String error(String code, String message, String type) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("type", type);
    return GoJsonWriter.write(Map.of("error", error));
  }

  static String invalidUrl(String method, String path) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", "Invalid URL (" + method + " " + path + ")");
    error.put("type", "invalid_request_error");
    error.put("param", "");
    error.put("code", "");
    return GoJsonWriter.write(Map.of("error", error));
  }

  static String taskError(String code, String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    body.put("data", null);
    return GoJsonWriter.write(body);
  }

  static String dashboardError(String code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("code", code);
    body.put("message", message);
    return GoJsonWriter.write(body);
  }

  /** Returns the list of models that a key may use. */
  static String models() {
    List<Map<String, Object>> models = new ArrayList<>();
    for (VideoMode mode : VideoMode.values()) {
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("id", "happyhorse-1.0-" + mode.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      model.put("object", "model");
      model.put("created", MODELS_SINCE);
      model.put("owned_by", "custom");
      models.add(model);
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("data", models);
    body.put("object", "list");
    body.put("success", true);
    return GoJsonWriter.write(body);
  }

  static String panic() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put(
        "message",
        "Panic detected, error: runtime error: invalid memory address or nil pointer dereference."
            + " Please submit a issue here: https://github.com/QuantumNous/new-api");
    error.put("type", "new_api_panic");
    return GoJsonWriter.write(Map.of("error", error));
  }

  static String page(String title) {
    return "<!doctype html><html><head><title>" + title + "</title></head><body></body></html>";
  }
}
