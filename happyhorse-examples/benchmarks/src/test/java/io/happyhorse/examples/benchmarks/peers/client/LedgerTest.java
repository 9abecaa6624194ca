package io.happyhorse.examples.benchmarks.peers.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private final Ledger ledger = new Ledger(3);

  @Test
  void the_first_end_of_a_wait_counts() {
    ledger.noticed(0);
    ledger.lost(0, "late");
    ledger.lost(1, new IOException("reset"));
    ledger.noticed(1);

    assertThat(ledger.isTold(0)).isTrue();
    assertThat(ledger.isTold(1)).isFalse();
    assertThat(ledger.isTold(2)).isFalse();
    assertThat(ledger.reasons()).isEqualTo("{IOException=1}");
  }

  @Test
  void a_future_that_fails_is_lost() {
    ledger.record(CompletableFuture.completedFuture("SUCCESS"), 0);
    ledger.record(CompletableFuture.failedFuture(new IOException("reset")), 1);

    assertThat(ledger.isTold(0)).isTrue();
    assertThat(ledger.isTold(1)).isFalse();
  }
}
