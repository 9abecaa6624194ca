package io.happyhorse.core.wire;

import io.happyhorse.core.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response to a submission: {@code {"id","task_id","object":"video",...}}, {@code
 * {"code","message","data":{"task_id"}}},
 * {@code {"code","message","data":"asyntask_..."}}, or an error in one of the gateway's shapes.
 *
 * @param json the parsed body; null if it is not JSON
 * @param text the beginning of the body; empty if it cannot be shown
 * @param error the code and the message of the error in the body
 */
record SubmitResponseBody(@Nullable Object json, String text, ErrorText error) {
  private static final int BEGINNING = 1_000;

  /** Matches the number of a row in the gateway's database, which is not a task id. */
  private static final Pattern ROW = Pattern.compile("\\d+");

  private static final String REQUEST_ID = "(request id: ";

  static SubmitResponseBody of(GatewayResponse response, TaskResponseReader.JsonParser parser) {
    byte[] body = response.body();
    boolean plain = response.coding() == null;
    String text = plain
        ? new String(Arrays.copyOf(body, Math.min(body.length, BEGINNING)), StandardCharsets.UTF_8)
        : "";
    boolean fits = plain && body.length <= GatewayResponse.MAX_BODY;
    Object json = fits ? parsedLeniently(body, parser) : null;
    ErrorText error = ErrorText.find(
        new Json(json), inner -> new Json(parsed(inner.getBytes(StandardCharsets.UTF_8), parser)));
    return new SubmitResponseBody(json, text, error);
  }

  /** Parses a body, which may contain a prompt that was truncated within a character: the id of a paid task must not be lost. */
  private static @Nullable Object parsedLeniently(
      byte[] body, TaskResponseReader.JsonParser parser) {
    Object json = parsed(body, parser);
    byte[] valid = json == null ? InvalidUtf8.replaced(body) : null;
    return valid == null ? json : parsed(valid, parser);
  }

  @SuppressWarnings("CatchingUnchecked") // a parser may throw anything
  private static @Nullable Object parsed(byte[] body, TaskResponseReader.JsonParser parser) {
    try {
      return parser.parse(body);
    } catch (Exception notJson) {
      return null;
    }
  }

  boolean isReadable() {
    return json instanceof Map;
  }

  /** Returns the id of the new task; null if there is none. */
  @Nullable
  TaskId id() {
    return ids().stream()
        .filter(id -> !ROW.matcher(id).matches())
        .map(SubmitResponseBody::taskId)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable TaskId taskId(String id) {
    try {
      return TaskId.of(id);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  /** Returns whether there is any value in place of a task id. */
  boolean mentionsTask() {
    return !ids().isEmpty();
  }

  private List<String> ids() {
    Object data = member(json, "data");
    String bare = data instanceof String text && isSuccess() ? text.strip() : "";
    return Stream.of(
            word(json, "task_id"), word(json, "id"), word(data, "task_id"), word(data, "id"), bare)
        .filter(Objects::nonNull)
        .filter(id -> !id.isEmpty())
        .toList();
  }

  private boolean isSuccess() {
    return "success".equalsIgnoreCase(word(json, "code"));
  }

  /** Returns whether there is an error with content. The response for an accepted task may contain an empty error. */
  boolean isError() {
    return member(json, "error") instanceof Map<?, ?> given
        && Stream.of("code", "message", "type").anyMatch(name -> word(given, name) != null);
  }

  /** Returns whether the error has this code. Some gateways put the code into the message only. */
  boolean hasCode(String code) {
    return code.equals(code()) || (isReadable() && text.contains(code));
  }

  @Nullable
  String code() {
    return error.code();
  }

  /** Returns the message without the request id at its end. */
  @Nullable
  String message() {
    String message = fullMessage();
    int at = message == null ? -1 : message.lastIndexOf(REQUEST_ID);
    return message == null || at < 0 ? message : message.substring(0, at).strip();
  }

  /** Returns the request id at the end of the message. */
  @Nullable
  String requestId() {
    String message = fullMessage();
    int at = message == null ? -1 : message.lastIndexOf(REQUEST_ID);
    return message == null || at < 0 || !message.endsWith(")")
        ? null
        : message.substring(at + REQUEST_ID.length(), message.length() - 1);
  }

  private @Nullable String fullMessage() {
    return error.message();
  }

  private static @Nullable Object member(@Nullable Object json, String name) {
    return json instanceof Map<?, ?> object ? object.get(name) : null;
  }

  private static @Nullable String word(@Nullable Object json, String name) {
    Object value = member(json, name);
    if (!(value instanceof String || value instanceof Number)) {
      return null;
    }
    String word = value.toString().strip();
    return word.isEmpty() ? null : word;
  }
}
