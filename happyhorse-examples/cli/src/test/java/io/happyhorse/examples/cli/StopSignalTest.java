package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  @Test
  void a_thread_may_end_within_the_grace_period() throws InterruptedException {
    StopSignal signal = StopSignal.lettingThisThreadEnd(Duration.ofHours(1));
    assertThat(signal.isStopping()).isFalse();

    signal.hook().start();
    while (!signal.isStopping()) {
      Thread.onSpinWait();
    }
    signal.close();
    signal.hook().join();

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_thread_that_does_not_end_is_interrupted() {
    StopSignal signal = StopSignal.lettingThisThreadEnd(Duration.ZERO);

    signal.hook().start();
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    signal.close();

    assertThat(signal.isStopping()).isTrue();
  }
}
