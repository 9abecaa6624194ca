package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskWatcherTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final ScriptedPort gateway = new ScriptedPort(time);
  private final TaskWatcher watcher = TaskWatcher.builder(gateway)
      .time(time)
      .schedule(PollSchedule.fixed(Duration.ofSeconds(15)))
      .build();

  @AfterEach
  void close() {
    watcher.close();
    time.close();
  }

  private VideoTask await(Duration timeout, TaskListener listener) {
    return watcher
        .watch(ID, WaitOptions.within(timeout).onObservation(listener))
        .join();
  }

  @Nested
  class It_waits {
    @Test
    void until_success_polling_at_once_and_then_every_15_s() {
      gateway.returns("NOT_START", "QUEUED", "IN_PROGRESS", "SUCCESS");

      VideoTask done = watcher.await(ID, QUARTER_HOUR);

      assertThat(done.requireLink().reveal()).hasToString("https://h/v.mp4");
      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 30L, 45L);
    }

    @Test
    void until_failure_which_is_an_outcome() {
      gateway.returns("QUEUED", "FAILURE");

      assertThat(watcher.await(ID, QUARTER_HOUR).failure()).isEqualTo(new TaskFailure("broken"));
    }

    @Test
    void and_reports_each_transition() {
      gateway.returns("IN_PROGRESS", "QUEUED", "QUEUED", "SUCCESS");
      List<TaskObservation> received = new CopyOnWriteArrayList<>();

      await(QUARTER_HOUR, received::add);

      assertThat(received)
          .extracting(TaskObservation::transition)
          .containsExactly(
              TaskTransition.ADVANCED,
              TaskTransition.REGRESSED,
              TaskTransition.REPEATED,
              TaskTransition.FINISHED);
      assertThat(received).extracting(TaskObservation::polls).containsExactly(1, 2, 3, 4);
      assertThat(received)
          .extracting(TaskObservation::elapsed)
          .last()
          .isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void even_if_a_listener_throws() {
      gateway.returns("QUEUED", "SUCCESS");

      List<Throwable> uncaught = new CopyOnWriteArrayList<>();
      AssertionError error = new AssertionError("thrown by the listener");

      VideoTask done = await(QUARTER_HOUR, observation -> {
        Thread.currentThread()
            .setUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        throw error;
      });

      assertThat(done.isSucceeded()).isTrue();
      assertThat(uncaught).containsExactly(error, error);
    }

    @Test
    void and_limits_each_query_to_30_s_or_the_remaining_time() {
      gateway.returns("QUEUED", "QUEUED", "SUCCESS");

      watcher.await(ID, Duration.ofSeconds(50));

      assertThat(gateway.limits)
          .containsExactly(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1"})
    void only_with_a_positive_timeout(long seconds) {
      assertThatThrownBy(() -> watcher.await(ID, Duration.ofSeconds(seconds)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The timeout of a wait must be more than zero, not "
              + Duration.ofSeconds(seconds) + ".");
    }
  }

  @Nested
  class A_nudge {
    @Test
    void during_a_poll_is_followed_by_another() throws InterruptedException {
      gateway.returns(() -> {
        assertThat(watcher.nudge(ID)).isTrue();
        return gateway.observation("QUEUED");
      });
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      time.sleep(Duration.ofSeconds(10));

      assertThat(gateway.queriedAt).containsExactly(0L, 0L);
      handle.stop();
    }
  }

  @Nested
  class A_snapshot {
    @Test
    void shows_a_pause_and_the_polls_that_it_delays() throws InterruptedException {
      gateway.fails(new RateLimitedException(
          new QueryDetails(ID, null, 429, null, 1, null, Duration.ofSeconds(60))));
      gateway.alwaysReturns("QUEUED");
      TaskHandle handle = watcher.watch(ID, QUARTER_HOUR);
      time.sleep(Duration.ofSeconds(20));

      WatcherSnapshot snapshot = watcher.snapshot();

      assertThat(snapshot.due()).isEqualTo(1);
      assertThat(snapshot.pauseLeft()).isEqualTo(Duration.ofSeconds(40));
      assertThat(snapshot.ratePerSecond()).isEqualTo(25);
      handle.stop();
    }
  }

  @Test
  void closing_reports_the_tasks_whose_waits_it_ends() {
    List<WatcherEvent> events = new CopyOnWriteArrayList<>();
    gateway.alwaysReturns("QUEUED");
    TaskWatcher idle =
        TaskWatcher.builder(gateway).time(time).onEvent(events::add).build();
    idle.close();
    assertThat(events).isEmpty();
    TaskWatcher busy =
        TaskWatcher.builder(gateway).time(time).onEvent(events::add).build();
    TaskHandle handle = busy.watch(ID, QUARTER_HOUR);

    busy.close();

    assertThat(handle.future()).isCompletedExceptionally();
    assertThat(events).containsExactly(new WatcherEvent.ClosedWhileWaiting(List.of(ID)));
  }

  @Nested
  class At_its_deadline_it {
    @Test
    void has_polled_for_the_last_time_5_s_earlier_and_reports_all_details() {
      gateway.alwaysReturns("IN_PROGRESS");

      WaitDeadlineException error = catchThrowableOfType(
          WaitDeadlineException.class, () -> watcher.await(ID, Duration.ofSeconds(70)));

      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 30L, 45L, 60L, 65L);
      assertThat(time.instant()).isEqualTo(Instant.EPOCH.plusSeconds(70));
      assertThat(error)
          .hasMessage(
              "Timed out before the task finished (task asyntask_A at https://gateway,"
                  + " 6 polls in 1 min 10 s, last seen IN_PROGRESS). The task is not affected: to resume, wait for the same id.");
      assertThat(error.taskId()).isEqualTo(ID);
      assertThat(error.origin()).hasToString("https://gateway");
      assertThat(error.polls()).isEqualTo(6);
      assertThat(error.elapsed()).isEqualTo(Duration.ofSeconds(70));
      assertThat(error.lastObservation()).extracting("rawStatus").isEqualTo("IN_PROGRESS");
    }

    @Test
    void reports_a_missing_link_if_the_task_has_succeeded() {
      gateway.alwaysReturns("SUCCESS without link");

      assertThatThrownBy(() -> watcher.await(ID, Duration.ofSeconds(8)))
          .isInstanceOf(LinkMissingException.class);
    }

    @Test
    void reports_why_there_was_no_observation() {
      gateway.alwaysFails(() -> new GatewayUnavailableException(details()));

      assertThatThrownBy(() -> watcher.await(ID, Duration.ofMinutes(1)))
          .isInstanceOf(WaitDeadlineException.class)
          .hasMessageContaining("no response yet, the last poll: The gateway is unavailable).")
          .hasCauseInstanceOf(GatewayUnavailableException.class);
    }
  }

  @Nested
  class After_an_error_it {
    @Test
    void gives_up_at_once_if_the_key_is_refused() {
      gateway.returns("QUEUED").fails(new UnauthorizedException(details()));

      WaitAbandonedException error =
          catchThrowableOfType(WaitAbandonedException.class, () -> watcher.await(ID, QUARTER_HOUR));

      assertThat(error).hasCauseInstanceOf(UnauthorizedException.class);
      assertThat(error.lastError()).isSameAs(error.getCause());
      assertThat(error.lastObservation()).extracting("rawStatus").isEqualTo("QUEUED");
      assertThat(error.polls()).isEqualTo(2);
      assertThat(error)
          .hasMessage(
              "Gave up querying (task asyntask_A at https://gateway, 2 polls in 15 s, last seen QUEUED, the last poll:"
                  + " The gateway refused the API key). Check the key, its expiry and its quota. The task is not affected:"
                  + " query it again by its id.");
    }

    @Test
    void reports_that_there_was_no_observation() {
      gateway.fails(new UnauthorizedException(details()));

      assertThatThrownBy(() -> watcher.await(ID, QUARTER_HOUR))
          .hasMessageContaining("1 poll in 0 ms, no response yet, the last poll:");
    }
  }

  @Nested
  class Success_without_a_link {
    @Test
    void is_queried_three_more_times() {
      gateway.alwaysReturns("SUCCESS without link");

      LinkMissingException error =
          catchThrowableOfType(LinkMissingException.class, () -> watcher.await(ID, QUARTER_HOUR));

      assertThat(gateway.queriedAt).containsExactly(0L, 5L, 10L, 15L);
      assertThat(error.lastObservation()).extracting("rawStatus").isEqualTo("SUCCESS");
      assertThat(error)
          .hasMessageStartingWith(
              "The task ended in SUCCESS, but the gateway provides no usable link");
    }

    @Test
    void remains_valid_despite_a_contradiction() {
      gateway.returns("SUCCESS without link", "QUEUED", "FAILURE", "SUCCESS");
      List<TaskObservation> received = new CopyOnWriteArrayList<>();

      assertThat(await(QUARTER_HOUR, received::add).isSucceeded()).isTrue();
      assertThat(received)
          .extracting(TaskObservation::transition)
          .containsExactly(
              TaskTransition.FINISHED,
              TaskTransition.CONTRADICTED,
              TaskTransition.CONTRADICTED,
              TaskTransition.REPEATED);
    }
  }

  @Nested
  class A_port_with_a_defect {
    @Test
    void does_not_lose_the_task() {
      gateway
          .fails(new IllegalStateException("a defect"))
          .returns(() -> null)
          .returns(() -> VideoTask.builder(TaskId.of("asyntask_B"), "SUCCESS", Instant.EPOCH)
              .build())
          .fails(new QueryInterruptedException(details()))
          .returns("SUCCESS");

      assertThat(watcher.await(ID, QUARTER_HOUR).isSucceeded()).isTrue();
      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 30L, 45L, 60L);
    }

    @Test
    void is_reported_in_the_end() {
      gateway.alwaysFails(() -> new IllegalStateException("a defect"));

      assertThatThrownBy(() -> watcher.await(ID, Duration.ofHours(1)))
          .isInstanceOf(WaitAbandonedException.class)
          .hasMessageContaining("the port failed with java.lang.IllegalStateException")
          .hasRootCauseInstanceOf(IllegalStateException.class);
    }
  }

  private static QueryDetails details() {
    return QueryDetails.of(ID);
  }
}
