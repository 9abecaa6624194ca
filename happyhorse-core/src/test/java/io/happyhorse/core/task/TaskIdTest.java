package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya", "cgt-20260101-x", "7", "A_-"})
  void accepts_ids_as_gateways_send_them(String value) {
    assertThat(TaskId.of(value)).hasToString(value).isEqualTo(new TaskId(value));
  }

  @Test
  void accepts_at_most_128_characters() {
    assertThat(TaskId.of("a".repeat(128)).value()).hasSize(128);
    assertThatThrownBy(() -> TaskId.of("a".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"_a", "-a", "a b", "a/b", "../x", "a%2Fb", "ä", "a\n", "{id}"})
  void refuses_an_invalid_id_and_quotes_it(String value) {
    assertThatThrownBy(() -> TaskId.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'" + value.replace('\n', '?')
                + "' cannot be a task id (1 to 128 of A-Z, a-z, 0-9, '_' and '-', the first a letter or digit):"
                + " use the id that creating the task returned, such as asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void refuses_a_blank_id(String value) {
    assertThatThrownBy(() -> TaskId.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The task id is blank: use the id that creating the task returned");
  }

  @Test
  void quotes_only_the_beginning_of_a_long_text() {
    assertThatThrownBy(() -> TaskId.of("?".repeat(5_000)))
        .hasMessageStartingWith("'" + "?".repeat(140) + "...' cannot be a task id");
  }

  @Test
  void sorts_by_its_text() {
    assertThat(TaskId.of("a")).isLessThan(TaskId.of("b"));
  }
}
