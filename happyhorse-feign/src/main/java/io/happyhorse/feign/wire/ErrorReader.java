package io.happyhorse.feign.wire;

import static io.happyhorse.feign.wire.Lenient.member;
import static io.happyhorse.feign.wire.Lenient.word;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of an error, which has one of several shapes: {@code {"error":{code,message,type}}},
 * {@code {code,message,data}}, {@code {success,code,message}}, or none at all. Thread-safe.
 */
public final class ErrorReader {
  private final JsonMapper mapper = new JsonMapper();

  /**
   * Reads a body.
   *
   * @param body any bytes
   * @return what it says; null if it is not JSON
   */
  public @Nullable GatewayError read(byte[] body) {
    try {
      JsonNode root = mapper.readTree(body);
      if (root == null || root.isMissingNode()) {
        return null;
      }
      JsonNode error = member(root, "error");
      JsonNode told = error != null && error.isObject() ? error : root;
      return new GatewayError(word(member(told, "code")), word(member(told, "message")));
    } catch (JacksonException notJson) {
      return null;
    }
  }
}
