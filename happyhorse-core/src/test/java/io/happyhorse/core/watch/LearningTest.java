package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.schedule.PollContext;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The observations and ends that a watcher reports to its schedule. */
class LearningTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final ScriptedPort gateway = new ScriptedPort(time);
  private final Recorder schedule = new Recorder();
  private final TaskWatcher watcher =
      TaskWatcher.builder(gateway).time(time).schedule(schedule).build();

  private static final class Recorder implements PollSchedule {
    final List<PollContext> planned = new CopyOnWriteArrayList<>();
    final List<PollContext> observed = new CopyOnWriteArrayList<>();
    final List<String> finished = new CopyOnWriteArrayList<>();

    @Override
    public Duration next(PollContext context) {
      planned.add(context);
      return Duration.ofSeconds(15);
    }

    @Override
    public void observed(PollContext context) {
      observed.add(context);
    }

    @Override
    public void finished(VideoTask task, @Nullable String kind) {
      finished.add(task.id() + " " + task.rawStatus() + " " + kind);
    }
  }

  @AfterEach
  void closeTime() {
    time.close();
  }

  private static NetworkException broken() {
    return new NetworkException("broken", QueryDetails.of(ID), null);
  }

  @Nested
  class Each_poll {
    @Test
    void is_reported_with_the_number_of_consecutive_failed_polls() {
      gateway.returns("QUEUED").fails(2, LearningTest::broken).returns("QUEUED", "SUCCESS");

      watcher.await(ID, TIMEOUT);

      assertThat(schedule.observed)
          .allMatch(context -> context.id().equals(ID))
          .extracting(PollContext::failedPolls)
          .containsExactly(0, 1, 2, 0, 0);
      assertThat(schedule.observed).extracting(PollContext::polls).containsExactly(1, 2, 3, 4, 5);
      assertThat(schedule.planned).extracting(PollContext::failedPolls).containsExactly(0, 1, 2, 0);
      watcher.close();
    }

    @Test
    void that_ends_the_task_is_reported_as_its_end() {
      gateway.returns("FAILURE");

      watcher.await(ID, TIMEOUT);

      assertThat(schedule.finished).containsExactly("asyntask_A FAILURE null");
      watcher.close();
    }
  }

  @Nested
  class A_wait_that_ends_before_its_task {
    private void assertReportedOnceMore(int polls) {
      assertThat(schedule.finished).isEmpty();
      assertThat(schedule.observed).hasSize(polls + 1);
      PollContext last = schedule.observed.get(polls);
      assertThat(last.polls()).isEqualTo(polls);
      assertThat(last.last()).isNotNull();
    }

    @Test
    void at_its_deadline_is_reported_once_more() {
      gateway.alwaysReturns("QUEUED");

      assertThat(catchThrowable(() -> watcher.await(ID, Duration.ofSeconds(20))))
          .isNotNull();

      assertReportedOnceMore(3);
      assertThat(schedule.observed.get(3).age()).isEqualTo(Duration.ofSeconds(20));
      watcher.close();
    }

    @Test
    void by_a_permanent_error_is_reported_once_more() {
      gateway.returns("QUEUED").fails(new QueryRejectedException(QueryDetails.of(ID)));

      assertThat(catchThrowable(() -> watcher.await(ID, TIMEOUT))).isNotNull();

      assertReportedOnceMore(2);
      watcher.close();
    }

    @Test
    void because_its_watcher_is_closed_is_reported_once_more() throws InterruptedException {
      gateway.alwaysReturns("QUEUED");
      watcher.watch(ID, TIMEOUT);
      time.sleep(Duration.ofSeconds(1));

      watcher.close();

      assertReportedOnceMore(1);
    }

    @Test
    void because_it_was_stopped_is_reported_once_more_if_it_is_the_last_of_its_task()
        throws InterruptedException {
      gateway.alwaysReturns("QUEUED");
      TaskHandle one = watcher.watch(ID, TIMEOUT);
      TaskHandle other = watcher.watch(ID, TIMEOUT);
      time.sleep(Duration.ofSeconds(1));

      one.stop();
      assertThat(schedule.observed).hasSize(1);
      other.stop();

      assertReportedOnceMore(1);
      watcher.close();
    }

    @Test
    void on_success_without_a_link_is_reported_once_more() {
      gateway.alwaysReturns("SUCCESS without link");

      assertThat(catchThrowable(() -> watcher.await(ID, TIMEOUT))).isNotNull();

      assertReportedOnceMore(4);
      watcher.close();
    }
  }

  @Nested
  class A_kind {
    @Test
    void is_the_first_one_that_is_stated_for_the_task() throws InterruptedException {
      gateway.returns("QUEUED", "QUEUED", "SUCCESS");
      watcher.watch(ID, TIMEOUT);
      time.sleep(Duration.ofSeconds(1));
      watcher.watch(
          ID, WaitOptions.within(TIMEOUT).kind("1080P/15s").onObservation(observation -> {}));
      TaskHandle last =
          watcher.watch(ID, WaitOptions.within(TIMEOUT).kind("720P/5s").freshlySubmitted());

      last.join();

      assertThat(schedule.observed)
          .extracting(PollContext::kind)
          .containsExactly(null, "1080P/15s", "1080P/15s");
      assertThat(schedule.finished).containsExactly("asyntask_A SUCCESS 1080P/15s");
      watcher.close();
    }

    @Test
    void must_not_be_blank() {
      assertThatThrownBy(() -> WaitOptions.defaults().kind(" "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The kind of a wait must not be blank; leave it out if it is not known.");
    }
  }

  @Nested
  class A_wait_for_a_task_that_is_10_min_old {
    private VideoTask observation(String word) {
      return VideoTask.builder(ID, word, time.instant())
          .link(
              word.equals("SUCCESS")
                  ? ResultLink.parse("https://h/v.mp4", null, time.instant())
                  : null)
          .timeline(new Timeline(Instant.EPOCH.minusSeconds(600), null, null))
          .build();
    }

    @Test
    void starts_with_intervals_of_15_s_that_grow() {
      for (int i = 0; i < 5; i++) {
        gateway.returns(() -> observation("IN_PROGRESS"));
      }
      gateway.returns(() -> observation("SUCCESS"));
      PollSchedule withoutJitter = PollSchedule.learned(new CompletionTimes());

      try (TaskWatcher resuming =
          TaskWatcher.builder(gateway).time(time).schedule(withoutJitter).build()) {
        resuming.await(ID, TIMEOUT);
      }

      assertThat(gateway.queriedAt).containsExactly(0L, 15L, 33L, 57L, 86L, 123L);
    }
  }

  @Nested
  class Foreign_code_that_learns {
    @Test
    void is_called_without_the_lock_of_the_watcher() {
      TaskWatcher[] watcher = new TaskWatcher[1];
      List<TaskHandle> handles = new CopyOnWriteArrayList<>();
      PollSchedule reentrant = new PollSchedule() {
        @Override
        public Duration next(PollContext context) {
          return Duration.ofSeconds(15);
        }

        @Override
        public void observed(PollContext context) {
          Thread other = new Thread(() -> handles.add(watcher[0].watch(ID, TIMEOUT)));
          other.start();
          try {
            other.join();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
        }
      };
      watcher[0] = TaskWatcher.builder(gateway).time(time).schedule(reentrant).build();
      gateway.returns("QUEUED", "SUCCESS", "SUCCESS");

      assertThat(watcher[0].await(ID, TIMEOUT).isSucceeded()).isTrue();

      assertThat(handles).isNotEmpty();
      watcher[0].close();
    }

    @Test
    void may_throw_without_affecting_the_wait() {
      PollSchedule throwing = new PollSchedule() {
        @Override
        public Duration next(PollContext context) {
          return Duration.ofSeconds(15);
        }

        @Override
        public void observed(PollContext context) {
          throw new IllegalStateException("a defect of the schedule");
        }

        @Override
        public void finished(VideoTask task, @Nullable String kind) {
          throw new IllegalStateException("a defect of the schedule");
        }
      };
      gateway.returns("QUEUED", "SUCCESS");

      try (TaskWatcher watcher =
          TaskWatcher.builder(gateway).time(time).schedule(throwing).build()) {
        assertThat(watcher.await(ID, TIMEOUT).isSucceeded()).isTrue();
      }
    }
  }
}
