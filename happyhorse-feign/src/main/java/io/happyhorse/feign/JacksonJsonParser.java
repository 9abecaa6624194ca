package io.happyhorse.feign;

import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.RepeatedNameException;
import io.happyhorse.core.wire.TaskResponseReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Parses JSON with Jackson's streaming parser. {@code jackson-core} has no dependencies, so it does not conflict with the Jackson 2 of
 * an application.
 *
 * <p>Duplicate names are rejected, even in members that are not read. The exception is {@code data.data}, the upstream's report, in
 * which the last of several equal names is used. If the report is an object, it is parsed when it is first requested. NaN and
 * infinities become text. Integers of up to 18 digits become {@code Long}; all other numbers are kept as text, so no number is rounded
 * and no exponent is expanded. Thread-safe.
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

  /** The number of nested members {@code data} that lead from the root to the upstream's report. */
  private static final int REPORT = 2;

  /** The depth of a value outside that path. */
  private static final int ELSEWHERE = -1;

  /** Creates a parser. */
  public JacksonJsonParser() {}

  /**
   * Parses a body.
   *
   * @param body the bytes, which should be UTF-8
   * @return maps in the order of the body, lists, strings, whole numbers, booleans and null; in place of an object {@code data.data},
   *     a {@link Supplier} of it
   * @throws RepeatedNameException if a name is repeated within an object outside {@code data.data}
   * @throws RuntimeException if it is not JSON, or nested more than 500 levels deep
   */
  @Override
  public @Nullable Object parse(byte[] body) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      Object value = value(parser, parser.nextToken(), 0, body);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the value");
      }
      return value;
    }
  }

  /** Parses a value. If the body is given, an object in place of the report is parsed later. */
  private static @Nullable Object value(
      JsonParser parser, @Nullable JsonToken token, int path, byte @Nullable [] body) {
    if (token == null) {
      throw new StreamReadException(parser, "the value is missing");
    }
    return switch (token) {
      case START_OBJECT ->
        path == REPORT && body != null ? deferredReport(parser, body) : object(parser, path, body);
      case START_ARRAY -> list(parser, path);
      case VALUE_NUMBER_INT -> wholeNumber(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getString();
    };
  }

  /** Checks the syntax of the report, and copies its bytes. */
  private static Object deferredReport(JsonParser parser, byte[] body) {
    long start = parser.currentTokenLocation().getByteOffset();
    if (start < 0) {
      return object(parser, REPORT, null); // not UTF-8
    }
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    byte[] report = Arrays.copyOfRange(body, (int) start, end);
    return (Supplier<@Nullable Object>) () -> report(report);
  }

  private static @Nullable Object report(byte[] report) {
    String text = new String(report, StandardCharsets.UTF_8);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      return value(parser, parser.nextToken(), REPORT, null);
    }
  }

  private static Object wholeNumber(JsonParser parser) {
    return parser.getStringLength() <= LONGEST_WHOLE_NUMBER
        ? (Object) parser.getLongValue()
        : parser.getString();
  }

  private static Map<String, @Nullable Object> object(
      JsonParser parser, int path, byte @Nullable [] body) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      int before = members.size();
      members.put(name, value(parser, parser.nextToken(), below(path, name), body));
      if (members.size() == before && path < REPORT) {
        throw new RepeatedNameException();
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
      elements.add(value(parser, token, path >= REPORT ? path : ELSEWHERE, null));
    }
    return elements;
  }
}
