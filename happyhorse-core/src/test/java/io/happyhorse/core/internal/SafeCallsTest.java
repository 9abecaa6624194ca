package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SafeCallsTest {
  @Test
  void an_exception_of_foreign_code_is_passed_to_the_threads_handler() throws InterruptedException {
    IllegalStateException thrown = new IllegalStateException("foreign");
    AtomicReference<Throwable> handled = new AtomicReference<>();
    Thread thread = new Thread(() -> SafeCalls.run(() -> {
      throw thrown;
    }));
    thread.setUncaughtExceptionHandler((where, error) -> handled.set(error));
    thread.start();
    thread.join();

    assertThat(handled).hasValue(thrown);
  }

  @Test
  void a_handler_that_throws_the_same_error_has_no_effect() throws InterruptedException {
    IllegalStateException thrown = new IllegalStateException("foreign");

    assertReturnsAfter(thrown, thrown);

    assertThat(thrown).hasNoSuppressedExceptions();
  }

  @Test
  void a_handler_that_throws_has_no_effect() throws InterruptedException {
    IllegalStateException thrown = new IllegalStateException("foreign");

    assertReturnsAfter(thrown, new IllegalStateException("thrown by the handler"));

    assertThat(thrown).hasSuppressedException(new IllegalStateException("thrown by the handler"));
  }

  /** Asserts that a call returns although it, and then the handler of its thread, has thrown. */
  private static void assertReturnsAfter(RuntimeException thrown, RuntimeException byHandler)
      throws InterruptedException {
    AtomicReference<String> after = new AtomicReference<>();
    Thread thread = new Thread(() -> {
      SafeCalls.run(() -> {
        throw thrown;
      });
      after.set("reached");
    });
    thread.setUncaughtExceptionHandler((where, error) -> {
      throw byHandler;
    });
    thread.start();
    thread.join();

    assertThat(after).hasValue("reached");
  }
}
