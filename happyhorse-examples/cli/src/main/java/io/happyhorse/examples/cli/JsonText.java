package io.happyhorse.examples.cli;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON, and writes it on one line. Values are maps, lists, strings, numbers, booleans and null. */
final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private JsonText() {}

  /** Returns a value as JSON on one line. */
  static String of(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
  }

  /** Parses JSON. Throws a {@code JacksonException} if it is malformed or has duplicate names. */
  static @Nullable Object read(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      Object value = value(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the value");
      }
      return value;
    }
  }

  private static @Nullable Object value(JsonParser from, @Nullable JsonToken token) {
    if (token == null) {
      throw new StreamReadException(from, "the value is missing");
    }
    return switch (token) {
      case START_OBJECT -> object(from);
      case START_ARRAY -> list(from);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new BigDecimal(from.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> from.getString();
    };
  }

  private static Map<String, @Nullable Object> object(JsonParser from) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name = from.nextName(); name != null; name = from.nextName()) {
      members.put(name, value(from, from.nextToken()));
    }
    return members;
  }

  private static List<@Nullable Object> list(JsonParser from) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = from.nextToken();
        token != JsonToken.END_ARRAY;
        token = from.nextToken()) {
      elements.add(value(from, token));
    }
    return elements;
  }

  private static void write(JsonGenerator to, @Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      to.writeStartObject();
      object.forEach((name, member) -> {
        to.writeName(String.valueOf(name));
        write(to, member);
      });
      to.writeEndObject();
    } else if (value instanceof List<?> list) {
      to.writeStartArray();
      list.forEach(element -> write(to, element));
      to.writeEndArray();
    } else {
      writeScalar(to, value);
    }
  }

  private static void writeScalar(JsonGenerator to, @Nullable Object value) {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof Boolean flag) {
      to.writeBoolean(flag);
    } else if (value instanceof Number number) {
      to.writeNumber(new BigDecimal(number.toString()));
    } else {
      to.writeString(value.toString());
    }
  }
}
