package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SafeCallsTest {
  private final AssertionError defect = new AssertionError("a defect");

  private final List<Throwable> uncaught = new ArrayList<>();

  @AfterEach
  void reset() {
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Test
  void hands_what_foreign_code_throws_to_the_handler_of_the_thread() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.add(error));

    SafeCalls.run(() -> {
      throw defect;
    });

    assertThat(uncaught).containsExactly(defect);
  }

  @Test
  void survives_a_handler_that_throws() {
    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
      throw new IllegalStateException("the handler's own");
    });

    assertThatCode(() -> SafeCalls.run(() -> {
          throw defect;
        }))
        .doesNotThrowAnyException();
  }
}
