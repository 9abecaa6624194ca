package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonEndTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \n{\"id\":\"a\"}",
        "\uFEFF{\"id\":\"a\"}",
        "{\"a\":{\"b\":[{},{}]}}",
        "{\"a\":\"}\"}",
        "{\"a\":\"\\\"}\"}",
        "{\"a\":\"\\\\\"}",
        "{\"}\":\"猫}\"}"
      })
  void is_directly_after_the_last_brace(String json) {
    JsonEnd end = new JsonEnd();
    byte[] body = json.getBytes(UTF_8);

    for (int i = 0; i < body.length - 1; i++) {
      assertThat(end.isIn(new byte[] {body[i]}, 1)).isFalse();
    }
    assertThat(end.isIn(new byte[] {body[body.length - 1]}, 1)).isTrue();
    assertThat(new JsonEnd().isIn((json + "x").getBytes(UTF_8), body.length + 1))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "}",
        "null",
        "[]",
        "<html>{",
        "{\"a\":\"b}",
        "{\"a\":{}",
        "[{}]",
        "x{}",
        "\u001f{}"
      })
  void is_absent_without_a_complete_object(String text) {
    byte[] body = text.getBytes(UTF_8);

    assertThat(new JsonEnd().isIn(body, body.length)).isFalse();
  }
}
