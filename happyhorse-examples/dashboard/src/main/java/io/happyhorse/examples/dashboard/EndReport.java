package io.happyhorse.examples.dashboard;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The report of a node on the end of a task: a JSON object without nested objects.
 *
 * @param members the members of the object, as text
 */
record EndReport(Map<String, String> members) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Parses a report. Returns an empty report if the text is not a JSON object. */
  static EndReport parse(String json) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser from = JSON.createParser(ObjectReadContext.empty(), json)) {
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        if (token.isScalarValue() && from.currentName() != null) {
          members.put(from.currentName(), from.getString());
        }
      }
    } catch (JacksonException damaged) {
      return new EndReport(Map.of());
    }
    return new EndReport(members);
  }

  @Nullable
  String text(String name) {
    return members.get(name);
  }

  int polls() {
    try {
      return Integer.parseInt(members.getOrDefault("polls", "0"));
    } catch (NumberFormatException damaged) {
      return 0;
    }
  }

  @Nullable
  Instant instant(String name) {
    String text = members.get(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException damaged) {
      return null;
    }
  }
}
