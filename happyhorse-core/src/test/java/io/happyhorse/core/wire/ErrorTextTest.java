package io.happyhorse.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTextTest {
  private static final Map<String, String> BOTH = Map.of("code", "X", "message", "why");

  /** The JSON texts that these tests need, parsed. */
  private static final Map<String, Object> PARSED = Map.of(
      "{both}",
      BOTH,
      "\"{both}\"",
      "{both}",
      "[both]",
      List.of(BOTH),
      "{wrapped}",
      Map.of("error", BOTH));

  private static ErrorText find(Object json) {
    return ErrorText.find(new Json(json), text -> new Json(PARSED.get(text)));
  }

  static Stream<Object> shapes() {
    return Stream.of(
        BOTH,
        Map.of("Code", "X", "Message", "why", "RequestId", "R"),
        Map.of("CODE", "X", "MESSAGE", "why"),
        Map.of("error_code", "X", "error_message", "why"),
        Map.of("code", "X", "msg", "why"),
        Map.of("error", BOTH),
        Map.of("Error", BOTH),
        Map.of("output", BOTH),
        Map.of("errors", List.of(BOTH, Map.of("code", "Y", "message", "later"))),
        Map.of("error", Map.of("error", BOTH)),
        Map.of("error", "{both}"),
        Map.of("code", "X", "error", "why"),
        Map.of("code", "X", "message", "{both}"),
        Map.of("message", "{both}"),
        Map.of("error", Map.of("message", "{wrapped}")),
        List.of(BOTH),
        List.of(Map.of(), BOTH),
        "{both}",
        " {both} ",
        "[both]",
        "\"{both}\"",
        "{wrapped}");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void is_found_in_every_shape(Object json) {
    assertThat(find(json)).isEqualTo(new ErrorText("X", "why"));
  }

  @Test
  void may_have_only_a_code_or_only_a_message() {
    assertThat(find(Map.of("code", "X"))).isEqualTo(new ErrorText("X", null));
    assertThat(find(Map.of("message", "why"))).isEqualTo(new ErrorText(null, "why"));
    assertThat(find(List.of("why", "later"))).isEqualTo(new ErrorText(null, "why"));
    assertThat(find(Map.of("error", "why"))).isEqualTo(new ErrorText(null, "why"));
  }

  @Test
  void keeps_the_outer_code_of_the_gateway() {
    assertThat(find(Map.of("code", "task_not_exist", "message", "{both}")))
        .isEqualTo(new ErrorText("task_not_exist", "X: why"));
  }

  @Test
  void keeps_a_request_id_that_follows_it() {
    assertThat(find(Map.of("message", "{both} (request id: R)")))
        .isEqualTo(new ErrorText("X", "why (request id: R)"));
  }

  @Test
  void prefers_the_name_in_lower_case() {
    assertThat(find(Map.of("MESSAGE", "other", "message", "why")))
        .isEqualTo(new ErrorText(null, "why"));
  }

  @Test
  void is_absent_from_anything_else() {
    for (Object json :
        List.of("why", "{not JSON", 7L, true, List.of(), Map.of(), Map.of("a", "b"))) {
      assertThat(find(json)).as("%s", json).isEqualTo(ErrorText.NONE);
    }
    assertThat(find(Map.of("message", "{not JSON"))).isEqualTo(new ErrorText(null, "{not JSON"));
  }

  @Test
  void is_searched_only_to_a_limited_depth() {
    Object deep = BOTH;
    for (int level = 0; level < 100_000; level++) {
      deep = List.of(deep);
    }

    assertThat(find(deep)).isEqualTo(ErrorText.NONE);
  }
}
