package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptibleRunTest {
  private final InterruptibleRun run = new InterruptibleRun();

  @Test
  void is_not_interrupted_before_it_begins() {
    assertThat(run.interrupt()).isFalse();

    assertThat(run.isOnThisThread()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leaves_no_interrupt_behind() {
    run.begin();
    assertThat(CompletableFuture.supplyAsync(run::interrupt).join()).isTrue();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    run.end();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void is_not_interrupted_after_its_end() {
    run.begin();
    run.end();

    assertThat(run.interrupt()).isFalse();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void knows_the_thread_that_it_is_on() {
    run.begin();

    assertThat(run.isOnThisThread()).isTrue();
    assertThat(CompletableFuture.supplyAsync(run::isOnThisThread).join()).isFalse();
    CompletableFuture.runAsync(run::end).join(); // which is not its thread
    assertThat(run.isOnThisThread()).isTrue();
    run.end();
    assertThat(run.isOnThisThread()).isFalse();
  }
}
