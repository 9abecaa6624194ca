package io.happyhorse.feign;

import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Parses JSON with Jackson's streaming parser alone: {@code jackson-core} has no dependencies, so the Jackson 2 of an application
 * beside it does no harm.
 *
 * <p>Duplicate names are refused, except inside {@code data.data}, which is somebody else's report: there the last one counts.
 * NaN and the infinities become text. A number that is not a whole one of at most 18 digits becomes its text, too, so nothing is
 * rounded and no exponent is expanded. Thread-safe.
 */
public final class JacksonJsonParser implements TaskResponseReader.JsonParser {
  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNameLength(GatewayResponse.MAX_BODY)
          .maxNumberLength(GatewayResponse.MAX_BODY)
          .build())
      .build();

  private static final String DATA = "data";
  private static final int LONGEST_WHOLE_NUMBER = 18;

  /** How many steps named {@code data} lead from the root to a value that any name may be repeated in. */
  private static final int REPORT = 2;

  /** Beside that path. */
  private static final int ELSEWHERE = -1;

  /** Creates a parser. */
  public JacksonJsonParser() {}

  /**
   * Parses a body.
   *
   * @param body the bytes, which should be UTF-8
   * @return maps in the order of the body, lists, strings, whole numbers, booleans and null
   * @throws RuntimeException if it is not JSON, or nested more than 500 levels deep
   */
  @Override
  public @Nullable Object parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      Object value = value(parser, parser.nextToken(), 0);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the value");
      }
      return value;
    }
  }

  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token, int path) {
    if (token == null) {
      throw new StreamReadException(parser, "the value is missing");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, path);
      case START_ARRAY -> list(parser, path);
      case VALUE_NUMBER_INT -> wholeNumber(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  private static Object wholeNumber(JsonParser parser) {
    return parser.getStringLength() <= LONGEST_WHOLE_NUMBER
        ? (Object) parser.getLongValue()
        : parser.getString();
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, int path) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int before = members.size();
      members.put(name, value(parser, parser.nextToken(), below(path, name)));
      if (members.size() == before && path < REPORT) {
        throw new StreamReadException(parser, "a name is repeated");
      }
    }
    return members;
  }

  private static int below(int path, String name) {
    if (path >= REPORT) {
      return path;
    }
    return path >= 0 && name.equals(DATA) ? path + 1 : ELSEWHERE;
  }

  private static List<@Nullable Object> list(JsonParser parser, int path) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(parser, token, path >= REPORT ? path : ELSEWHERE));
    }
    return elements;
  }
}
