package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptibleRunTest {
  private final InterruptibleRun run = new InterruptibleRun();

  @Test
  void is_interrupted_while_it_runs() {
    run.begin();

    assertThat(run.isOnThisThread()).isTrue();
    assertThat(run.interrupt()).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    run.end();
  }

  @Test
  void clears_its_interrupt_when_it_ends() {
    run.begin();
    assertThat(run.interrupt()).isTrue();
    run.end();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(run.isOnThisThread()).isFalse();
  }

  @Test
  void is_not_interrupted_before_and_after() {
    assertThat(run.interrupt()).isFalse();
    run.begin();
    run.end();
    assertThat(run.interrupt()).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void does_not_clear_an_interrupt_that_is_not_its_own() throws InterruptedException {
    run.begin();
    Thread other = new Thread(() -> {
      Thread.currentThread().interrupt();
      run.end();
      if (!Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("the interrupt is lost");
      }
    });
    Throwable[] thrown = new Throwable[1];
    other.setUncaughtExceptionHandler((thread, error) -> thrown[0] = error);
    other.start();
    other.join();

    assertThat(thrown[0]).isNull();
    assertThat(run.isOnThisThread()).isTrue();
    run.end();
  }
}
