package io.happyhorse.core.wire;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The code and the message of an error in JSON. They may be members of a nested {@code error} or {@code output}, of the first such
 * object in a list, or of JSON within a text. Their names may be capitalized.
 *
 * @param code the code; null if there is none
 * @param message the message; null if there is none
 */
record ErrorText(@Nullable String code, @Nullable String message) {
  static final ErrorText NONE = new ErrorText(null, null);

  private static final List<String> WRAPPERS = List.of("error", "errors", "output");
  private static final List<String> CODES = List.of("code", "error_code");
  private static final List<String> MESSAGES = List.of("message", "msg", "error_message", "error");
  private static final String REQUEST_ID = "(request id: ";
  private static final int DEEPEST = 6;

  /**
   * Finds code and message.
   *
   * @param parser parses a JSON text; returns a missing value for any other text
   */
  static ErrorText find(Json json, Function<String, Json> parser) {
    return find(json, parser, DEEPEST);
  }

  private static ErrorText find(Json json, Function<String, Json> parser, int depth) {
    if (depth == 0) {
      return NONE;
    }
    String text = json.word();
    if (text != null) {
      return looksLikeJson(text) ? inText(text, parser, depth) : NONE;
    }
    Stream<ErrorText> nested = json.isObject()
        ? WRAPPERS.stream().map(name -> find(json.anyCase(name), parser, depth - 1))
        : json.elements().stream().map(element -> inside(element, parser, depth));
    return nested
        .filter(found -> !found.equals(NONE))
        .findFirst()
        .orElseGet(() -> ofMembers(json, parser, depth));
  }

  /** Returns the error in JSON in a text, to which a gateway may have appended its request id. */
  private static ErrorText inText(String text, Function<String, Json> parser, int depth) {
    int end = text.endsWith(")") ? text.lastIndexOf(REQUEST_ID) : -1;
    String json = end < 0 ? text : text.substring(0, end).strip();
    ErrorText found = find(parser.apply(json), parser, depth - 1);
    return end < 0 || found.message == null
        ? found
        : new ErrorText(found.code, found.message + " " + text.substring(end));
  }

  /** Returns the error in a nested value, which may also be the message itself. */
  private static ErrorText inside(Json json, Function<String, Json> parser, int depth) {
    ErrorText found = find(json, parser, depth - 1);
    return found.equals(NONE) ? new ErrorText(null, json.word()) : found;
  }

  private static ErrorText ofMembers(Json json, Function<String, Json> parser, int depth) {
    String code = first(json, CODES).word();
    ErrorText inner = inside(first(json, MESSAGES), parser, depth);
    return code == null ? inner : new ErrorText(code, inner.messageBeside(code));
  }

  /** Returns the message, preceded by the code if it differs from another one. */
  private @Nullable String messageBeside(String other) {
    if (code == null || code.equals(other)) {
      return message;
    }
    return message == null ? code : code + ": " + message;
  }

  private static Json first(Json json, List<String> names) {
    return names.stream()
        .map(json::anyCase)
        .filter(Json::hasContent)
        .findFirst()
        .orElse(Json.MISSING);
  }

  /** Returns whether a text may be JSON. Most texts are plain and need not be parsed. */
  private static boolean looksLikeJson(String text) {
    return text.startsWith("{") || text.startsWith("[") || text.startsWith("\"");
  }
}
