package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndLogTest {
  private final EndLog log = new EndLog(3);

  @Test
  void the_first_end_of_a_wait_counts() {
    log.noticed(0);
    log.lost(0, "late");
    log.lost(1, new IOException("reset"));
    log.noticed(1);

    assertThat(log.isNoticed(0)).isTrue();
    assertThat(log.isNoticed(1)).isFalse();
    assertThat(log.isNoticed(2)).isFalse();
    assertThat(log.reasons()).isEqualTo("{IOException=1}");
  }

  @Test
  void a_wait_whose_future_fails_is_lost() {
    log.record(CompletableFuture.completedFuture("SUCCESS"), 0);
    log.record(CompletableFuture.failedFuture(new IOException("reset")), 1);

    assertThat(log.isNoticed(0)).isTrue();
    assertThat(log.isNoticed(1)).isFalse();
  }
}
