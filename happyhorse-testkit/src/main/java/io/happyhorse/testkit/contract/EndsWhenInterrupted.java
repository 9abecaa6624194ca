package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static io.happyhorse.testkit.contract.ContractFixture.LONG;
import static io.happyhorse.testkit.contract.ContractFixture.TOLERANCE;
import static io.happyhorse.testkit.contract.ContractFixture.always;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ends at once if its thread is interrupted, and leaves it interrupted. */
interface EndsWhenInterrupted extends PortTests {
  @Test
  default void sends_nothing_if_the_thread_is_already_interrupted() {
    fixture().gateway().accept(ID, TaskScript.succeeding());
    Thread.currentThread().interrupt();
    try {
      assertThrows(QueryInterruptedException.class, () -> fixture().port().query(ID));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt flag must stay set");
    }
    assertEquals(0, fixture().gateway().journal().task(ID).hits());
  }

  @Test
  default void ends_at_once_if_the_thread_is_interrupted_while_it_waits() throws Exception {
    TaskId id = fixture().gateway().accept(always(Fault.stalledBody()));
    Thread interrupter = interruptAfterRequest(Thread.currentThread(), id);
    long start = TimeSource.system().nanoTime();
    try {
      assertThrows(QueryInterruptedException.class, () -> fixture().port().query(id, LONG));
      assertTrue(
          TimeSource.system().since(start).compareTo(LONG.dividedBy(2)) < 0,
          "it must not wait for the time limit");
      assertTrue(Thread.currentThread().isInterrupted(), "the interrupt flag must stay set");
    } finally {
      boolean unused = Thread.interrupted();
      interrupter.interrupt();
      interrupter.join();
      unused = Thread.interrupted();
    }
  }

  private Thread interruptAfterRequest(Thread caller, TaskId id) {
    Thread interrupter = new Thread(() -> {
      try {
        while (fixture().gateway().journal().task(id).hits() == 0) {
          TimeSource.system().sleep(Duration.ofMillis(1));
        }
        TimeSource.system().sleep(TOLERANCE);
        caller.interrupt();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
    interrupter.setDaemon(true);
    interrupter.start();
    return interrupter;
  }
}
