package io.happyhorse.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InterruptibleRunTest {
  private final InterruptibleRun run = new InterruptibleRun();

  @Test
  void cancelled_before_it_begins_does_not_take_place() {
    assertThat(run.cancel()).isFalse();

    assertThat(run.begin()).isFalse();
    assertThat(run.isOnThisThread()).isFalse();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void cancelled_while_it_runs_is_interrupted_and_leaves_no_interrupt_behind() {
    assertThat(run.begin()).isTrue();
    assertThat(CompletableFuture.supplyAsync(run::cancel).join()).isTrue();

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    run.end();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void cancelled_after_its_end_interrupts_nothing() {
    assertThat(run.begin()).isTrue();
    run.end();

    assertThat(run.cancel()).isFalse();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void knows_the_thread_that_it_is_on() {
    assertThat(run.begin()).isTrue();

    assertThat(run.isOnThisThread()).isTrue();
    assertThat(CompletableFuture.supplyAsync(run::isOnThisThread).join()).isFalse();
    CompletableFuture.runAsync(run::end).join(); // which is not its thread
    assertThat(run.isOnThisThread()).isTrue();
    run.end();
    assertThat(run.isOnThisThread()).isFalse();
  }
}
