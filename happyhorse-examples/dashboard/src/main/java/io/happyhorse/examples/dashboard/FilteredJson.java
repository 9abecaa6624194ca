package io.happyhorse.examples.dashboard;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes maps, lists, strings, numbers and booleans as JSON, and filters every string.
 *
 * @param filter removes secrets from a string
 */
record FilteredJson(UnaryOperator<String> filter) {
  private static final JsonFactory JSON = new JsonFactory();

  String toJson(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
  }

  private void write(JsonGenerator to, @Nullable Object value) {
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

  private void writeScalar(JsonGenerator to, @Nullable Object value) {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else if (value instanceof Number number) {
      to.writeNumber(new BigDecimal(number.toString()));
    } else {
      to.writeString(filter.apply(value.toString()));
    }
  }

  /** Returns the same JSON with its names and strings filtered. Text that is not JSON is filtered as a whole. */
  String filter(String json) {
    StringWriter text = new StringWriter();
    try (JsonParser from = JSON.createParser(ObjectReadContext.empty(), json);
        JsonGenerator to = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        copy(from, token, to);
      }
    } catch (JacksonException notJson) {
      return filter.apply(json);
    }
    return text.toString();
  }

  private void copy(JsonParser from, JsonToken token, JsonGenerator to) {
    if (token == JsonToken.VALUE_STRING) {
      to.writeString(filter.apply(from.getString()));
    } else if (token == JsonToken.PROPERTY_NAME) {
      to.writeName(filter.apply(from.getString()));
    } else {
      to.copyCurrentEvent(from);
    }
  }
}
