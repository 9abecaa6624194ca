package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final TestShutdown shutdown = new TestShutdown();

  @Test
  void a_thread_may_end_within_the_grace_period() throws InterruptedException {
    StopSignal signal = StopSignal.lettingThisThreadEnd(shutdown, Duration.ofHours(1));
    assertThat(signal.isStopping()).isFalse();

    shutdown.begin();
    assertThat(signal.isStopping()).isTrue();
    signal.close();
    shutdown.await();

    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_thread_that_does_not_end_is_interrupted() throws InterruptedException {
    StopSignal signal = StopSignal.lettingThisThreadEnd(shutdown, Duration.ZERO);

    shutdown.begin();
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    signal.close();
    shutdown.await();

    assertThat(signal.isStopping()).isTrue();
  }

  @Test
  void a_signal_before_the_registration_counts() {
    shutdown.begin();

    try (StopSignal signal = StopSignal.calling(shutdown, () -> {})) {
      assertThat(signal.isStopping()).isTrue();
    }
  }

  @Test
  void a_signal_after_the_end_stops_nothing() throws InterruptedException {
    StopSignal signal = StopSignal.interruptingThisThread(shutdown);
    signal.close();

    shutdown.begin();
    shutdown.await();

    assertThat(signal.isStopping()).isFalse();
    assertThat(Thread.interrupted()).isFalse();
  }
}
