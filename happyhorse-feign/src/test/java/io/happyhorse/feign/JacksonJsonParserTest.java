package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.wire.RepeatedNameException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonJsonParserTest {
  private final JacksonJsonParser parser = new JacksonJsonParser();

  private @Nullable Object parse(String json) {
    return parsed(parser.parse(json.getBytes(UTF_8)));
  }

  /** Returns a value with its deferred parts parsed. */
  private static @Nullable Object parsed(@Nullable Object value) {
    if (value instanceof Supplier<?> deferred) {
      return deferred.get();
    }
    if (value instanceof Map<?, ?> object) {
      Map<Object, @Nullable Object> members = new LinkedHashMap<>();
      object.forEach((name, member) -> members.put(name, parsed(member)));
      return members;
    }
    return value;
  }

  @Nested
  class It_parses {
    @Test
    void every_type() {
      assertThat(
              parse(
                  "\uFEFF {\"s\":\"猫\\u0026\",\"n\":-7,\"t\":true,\"f\":false,\"o\":{},\"a\":[1,[null],\"x\"],\"null\":null} "))
          .hasToString("{s=猫&, n=-7, t=true, f=false, o={}, a=[1, [null], x], null=null}");
      assertThat(parse("null")).isNull();
      assertThat(parse("[]")).isEqualTo(List.of());
    }

    @Test
    void integers_in_range_as_numbers_and_all_others_as_text() {
      assertThat(parse("[0,-99999999999999999,9223372036854775807,5.040,1e999999999999,-1E-3]"))
          .isEqualTo(List.of(
              0L,
              -99_999_999_999_999_999L,
              "9223372036854775807",
              "5.040",
              "1e999999999999",
              "-1E-3"));
    }

    @Test
    void numbers_and_names_of_any_length() {
      String digits = "7".repeat(100_000);

      assertThat(parse("{\"data\":{\"data\":{\"" + digits + "\":" + digits + "}}}"))
          .isEqualTo(Map.of("data", Map.of("data", Map.of(digits, digits))));
    }

    @Test
    void values_that_are_not_numbers_as_text() {
      assertThat(parse("[NaN,Infinity,-Infinity]"))
          .isEqualTo(List.of("NaN", "Infinity", "-Infinity"));
    }
  }

  @Nested
  class The_upstreams_report {
    private @Nullable Object report(byte[] body) {
      return parser.parse(body) instanceof Map<?, ?> root
              && root.get("data") instanceof Map<?, ?> data
          ? data.get("data")
          : null;
    }

    @Test
    void is_parsed_later_from_its_range_of_the_body() {
      byte[] body =
          "\uFEFF {\"猫\":1,\"data\":{\"data\" : {\"猫\":[\"}\"]} ,\"x\":2}}".getBytes(UTF_8);

      assertThat(report(body))
          .isInstanceOfSatisfying(
              Supplier.class,
              later -> assertThat(later.get()).isEqualTo(Map.of("猫", List.of("}"))));
    }

    @Test
    void is_parsed_at_once_in_another_encoding() {
      byte[] body = "{\"data\":{\"data\":{\"a\":1}}}".getBytes(UTF_16);

      assertThat(report(body)).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void is_only_the_member_data_of_data() {
      assertThat(parser.parse("{\"data\":{\"x\":{\"data\":{\"a\":1}}}}".getBytes(UTF_8)))
          .isEqualTo(Map.of("data", Map.of("x", Map.of("data", Map.of("a", 1L)))));
    }

    @Test
    void must_be_JSON() {
      assertThatThrownBy(() -> parse("{\"data\":{\"data\":{\"a\":}}}"))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Nested
  class A_repeated_name {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'data':{'data':{'a':null,'a':1}}}",
          "{'data':{'data':{'x':{'data':1,'data':2},'a':1}}}",
          "{'data':{'data':[{'x':[{'a':1,'a':2}]}]}}"
        })
    void has_its_last_value_inside_the_upstreams_report(String json) {
      assertThat(parse(json.replace('\'', '"'))).isInstanceOf(Map.class);
      assertThat(parse("{\"data\":{\"data\":{\"a\":1,\"a\":2}}}"))
          .isEqualTo(Map.of("data", Map.of("data", Map.of("a", 2L))));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'a':1,'a':2}",
          "{'a':null,'a':null}",
          "{'code':'success','unread':{'a':1,'a':2},'data':{'status':'QUEUED'}}",
          "{'data':{'status':'SUCCESS','status':'FAILURE'}}",
          "{'data':{'data':{},'data':{}}}",
          "{'data':{},'data':{}}",
          "{'data':[{'data':{'a':1,'a':2}}]}",
          "[{'data':{'a':1,'a':2}}]",
          "{'data':{'x':{'data':{'a':1,'a':2}}}}",
          "{'error':{'data':{'data':{'a':1,'a':2}}}}"
        })
    void is_refused_elsewhere(String json) {
      assertThatThrownBy(() -> parse(json.replace('\'', '"')))
          .isInstanceOf(RepeatedNameException.class)
          .hasMessage("a name is repeated");
    }
  }

  @Nested
  class It_refuses {
    @ParameterizedTest
    @ValueSource(
        strings = {"", " ", "{", "[1", "[1,]", "{\"a\"}", "nul", "{} {}", "'a'", "\"\u0001\""})
    void text_that_is_not_JSON(String text) {
      assertThatThrownBy(() -> parse(text)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void too_deep_nesting_anywhere() {
      for (String start : List.of("", "{\"data\":{\"data\":")) {
        String deep = start + "[".repeat(100_000);

        assertThatThrownBy(() -> parse(deep)).hasMessageContaining("nesting depth");
      }
    }

    @Test
    void bytes_that_are_not_UTF_8() {
      byte[] latin1 = {'"', (byte) 0xe9, '"'};

      assertThatThrownBy(() -> parser.parse(latin1)).isInstanceOf(RuntimeException.class);
    }
  }
}
