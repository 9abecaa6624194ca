package io.happyhorse.testkit;

import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Receives deliveries without HTTP: waits for delays and stalls in the gateway's time.
 *
 * @param broken creates the error of a broken transfer
 * @param interrupted creates the error of an interrupted wait
 */
record InMemoryTransfer(
    TimeSource time,
    Function<String, RuntimeException> broken,
    Supplier<RuntimeException> interrupted) {
  /** Waits until a delivery has arrived, and throws the error of a broken transfer. */
  void receive(Delivery delivery, Duration within) {
    switch (delivery.ending()) {
      case RESET -> throw broken.apply("connection reset");
      case CUT -> throw broken.apply("the body ended early");
      case STALL -> await(within, within);
      case NORMAL -> {
        if (!delivery.isAtOnce()) {
          await(delivery.before().plus(delivery.during()), within);
        }
      }
    }
  }

  private void await(Duration late, Duration within) {
    boolean tooLate = late.compareTo(within) >= 0;
    try {
      time.sleep(tooLate ? within : late);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw interrupted.get();
    }
    if (tooLate) {
      throw broken.apply("no complete response within " + Seconds.text(within));
    }
  }
}
