package io.happyhorse.testkit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GatewayWatcherTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final TaskScript TWO_MINUTES =
      TaskScript.succeeding().running(Duration.ofMinutes(2));

  @RegisterExtension
  final GatewayInMemory memory = new GatewayInMemory();

  private final VirtualTime time = memory.time();
  private final InMemoryTaskQuery gateway = memory.gateway();

  @AfterEach
  void closeTime() {
    time.close();
  }

  @Test
  void polls_the_tasks_of_its_gateway_in_the_gateways_time() {
    TaskId id = gateway.accept(TWO_MINUTES);
    Instant start = time.instant();

    assertThat(gateway.watcher().await(id, TIMEOUT)).isSucceeded();

    assertThat(gateway).task(id).wasQueriedAtMost(11).wasNotQueriedAfterItEnded();
    assertThat(time.instant()).isBetween(start.plusSeconds(120), start.plusSeconds(140));
  }

  @Test
  void polls_in_memory_even_if_there_is_a_server() {
    try (FakeHappyHorse server = FakeHappyHorse.start(gateway)) {
      TaskId id = server.accept(TWO_MINUTES);

      assertThat(server.watcher()).isSameAs(gateway.watcher());
      assertThat(server.watcher().await(id, TIMEOUT).requireLink().reveal())
          .hasPort(server.baseUri().getPort());
    }
  }

  @Test
  void is_closed_with_its_gateway_and_can_be_created_again() {
    TaskId id = gateway.accept(TWO_MINUTES);
    TaskWatcher closed = gateway.watcher();
    gateway.close();

    assertThatThrownBy(() -> closed.watch(id, TIMEOUT)).isInstanceOf(WatcherClosedException.class);
    assertThat(gateway.watcher().await(id, TIMEOUT)).isSucceeded();
  }

  @Test
  void can_have_other_settings() {
    TaskId id = gateway.accept(TWO_MINUTES);

    try (TaskWatcher slow = gateway
        .watcherBuilder()
        .schedule(PollSchedule.fixed(Duration.ofMinutes(1)))
        .build()) {
      assertThat(slow.await(id, TIMEOUT)).isSucceeded();
    }

    assertThat(gateway).task(id).wasQueried(3);
  }
}
