package io.happyhorse.examples.jdk;

import io.happyhorse.core.wire.RepeatedNameException;
import io.happyhorse.core.wire.TaskResponseReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Parses JSON with Jackson's streaming parser. Numbers are returned as text. Duplicate names are rejected, except inside {@code
 * data.data}, the report of the upstream, where the last one is used.
 */
final class JacksonJsonParser implements TaskResponseReader.JsonParser {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String REPORT = "/data/data";

  @Override
  public @Nullable Object parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      Object value = value(parser, parser.nextToken(), "");
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the value");
      }
      return value;
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token, String path) {
    if (token == null) {
      throw new StreamReadException(parser, "the value is missing");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> list(parser, path);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  private static Object object(JsonParser parser, String path) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      String below = path.equals(REPORT) ? path : path + "/" + name.replace('/', ' ');
      if (members.containsKey(name) && !path.equals(REPORT)) {
        throw new RepeatedNameException();
      }
      members.put(name, value(parser, parser.nextToken(), below));
    }
    return members;
  }

  private static Object list(JsonParser parser, String path) {
    List<@Nullable Object> elements = new ArrayList<>();
    String below = path.equals(REPORT) ? path : path + "/-";
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token, below));
    }
    return elements;
  }
}
