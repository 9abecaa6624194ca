package io.happyhorse.examples.cli;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes maps, lists, texts, numbers and booleans as JSON, on one line. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String of(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
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
    } else if (value instanceof Boolean truth) {
      to.writeBoolean(truth);
    } else if (value instanceof Number number) {
      to.writeNumber(new BigDecimal(number.toString()));
    } else {
      to.writeString(value.toString());
    }
  }
}
