package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  private final Numbers<String> numbers = new Numbers<>();

  @Test
  void count_from_0() {
    for (int number = 0; number < 100; number++) {
      String object = "object " + number;
      assertThat(numbers.add(object)).isEqualTo(number);
      assertThat(numbers.get(number)).isSameAs(object);
    }
  }

  @Test
  void are_used_again_from_the_lowest() {
    for (int number = 0; number < 5; number++) {
      numbers.add("another");
    }
    numbers.remove(3);
    numbers.remove(1);

    assertThat(numbers.get(1)).isNull();
    assertThat(numbers.add("another")).isEqualTo(1);
    assertThat(numbers.add("another")).isEqualTo(3);
    assertThat(numbers.add("another")).isEqualTo(5);
  }
}
