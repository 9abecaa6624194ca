package io.happyhorse.core.watch;

import static io.happyhorse.core.watch.Responses.error;
import static io.happyhorse.core.watch.StateFixture.A;
import static io.happyhorse.core.watch.StateFixture.B;
import static io.happyhorse.core.watch.StateFixture.nanos;
import static io.happyhorse.core.watch.StateFixture.observation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a watcher, tested without threads. */
class WaitsTest {
  private static final double NEVER = Long.MAX_VALUE / 1e9;

  private final StateFixture state = new StateFixture();

  private static WaitOptions seconds(long seconds) {
    return WaitOptions.within(Duration.ofSeconds(seconds));
  }

  private static WaitOptions listening() {
    return WaitOptions.defaults().onObservation(observation -> {});
  }

  /** Returns a state at 20 s in which the only place is taken: A is due since 15 s, and B since 16 s. */
  private static StateFixture overdueBeforeB() {
    StateFixture busy = new StateFixture(1, 1_000);
    busy.watch(A);
    busy.effects();
    busy.observed(busy.last(), "QUEUED");
    busy.at(1).watch(B);
    busy.effects();
    busy.observed(busy.last(), "QUEUED");
    busy.at(2).watch(TaskId.of("C"));
    assertThat(busy.effects()).containsExactly("poll C");
    assertThat(busy.at(20).effects()).isEmpty();
    return busy;
  }

  @Nested
  class A_poll {
    @Test
    void follows_at_once_and_then_after_the_interval() {
      state.watch(A);
      assertThat(state.next()).isZero();
      assertThat(state.effects()).containsExactly("poll A");
      assertThat(state.last().within).hasSeconds(30);

      state.at(1).observed(state.last(), "QUEUED");

      assertThat(state.effects()).isEmpty();
      assertThat(state.next()).isEqualTo(16);
      assertThat(state.at(15.999).effects()).isEmpty();
      assertThat(state.at(16).effects()).containsExactly("poll A");
    }

    @Test
    void of_a_freshly_submitted_task_follows_after_the_interval() {
      state.waits.watch(
          A,
          WaitOptions.withoutTimeout().freshlySubmitted(),
          new StateFixture.Recipient(false),
          nanos(15),
          0);

      assertThat(state.next()).isEqualTo(15);
    }

    @Test
    void is_not_delayed_by_the_last_poll_before_the_deadline() {
      state.watch(A, seconds(20));
      state.effects();
      state.at(2).observed(state.last(), "QUEUED");

      assertThat(state.next()).isEqualTo(17); // 15 s after the first; 18 s is the last poll: 20 - 2
    }

    @Test
    void is_the_last_one_shortly_before_the_deadline() {
      state.watch(A, seconds(20));
      state.effects();
      state.at(10).observed(state.last(), "QUEUED");
      assertThat(state.next()).isEqualTo(18);
      assertThat(state.at(18).effects()).containsExactly("poll A");
      assertThat(state.last().within).hasSeconds(2);

      state.at(19).observed(state.last(), "QUEUED");
      assertThat(state.next()).isEqualTo(20);
      assertThat(state.at(20).effects()).containsExactly("leave A", "WaitDeadlineException A");
      assertThat(state.next()).isEqualTo(NEVER);
    }

    @Test
    void is_interrupted_at_the_deadline() {
      state.watch(A, seconds(20));
      state.effects();

      assertThat(state.at(20).effects())
          .containsExactly("interrupt A", "leave A", "WaitDeadlineException A");
      assertThat(state.last().isAbandoned()).isTrue();
    }

    @Test
    void that_was_abandoned_has_no_effect() {
      state.watch(A, seconds(20));
      state.effects();
      state.at(20).effects();

      state.observed(state.last(), "SUCCESS");

      assertThat(state.effects()).isEmpty();
      assertThat(state.waits.snapshot(state.now()).inFlight()).isZero();
    }

    @Test
    void that_was_abandoned_before_it_began_is_not_sent() {
      state.watch(A, seconds(20));
      state.effects();
      state.at(20).effects();

      assertThat(state.waits.begin(state.last(), state.now())).isFalse();
      state.waits.neverSent(state.last(), state.now());
      assertThat(state.waits.snapshot(state.now()).inFlight()).isZero();
    }

    @Test
    void with_a_final_status_ends_the_wait_and_the_task() {
      OpenWait wait = state.watch(A);
      state.effects();

      state.at(3).observed(state.last(), "SUCCESS");

      assertThat(state.effects()).containsExactly("finish A");
      assertThat(wait.ended).isTrue();
      assertThat(state.waits.snapshot(state.now()).tasks()).isZero();
      assertThat(state.next()).isEqualTo(NEVER);
    }

    @Test
    void of_success_without_a_link_ends_the_wait_after_three_more() {
      state.watch(A);
      for (int poll = 0; poll < 4; poll++) {
        state.at(15 * poll).effects();
        state.observed(state.last(), observation(A, "succeeded"));
      }
      assertThat(state.effects()).containsExactly("leave A", "LinkMissingException A");
    }

    @Test
    void that_keeps_failing_ends_the_wait() {
      state.watch(A, WaitOptions.withoutTimeout());
      for (int poll = 0; poll < 20; poll++) {
        assertThat(state.at(15 * poll).effects()).containsExactly("poll A");
        state.failed(state.last(), error(A, 502, null));
        assertThat(state.effects()).containsExactly("publish PollFailed");
      }
      state.at(300).effects();
      state.failed(state.last(), error(A, 502, null));

      assertThat(state.effects())
          .containsExactly("publish PollFailed", "leave A", "WaitAbandonedException A");
    }

    @Test
    void takes_the_web_pages_of_other_tasks_into_account() {
      state.watch(A);
      state.watch(B);
      state.at(1).effects();
      for (int page = 0; page < 2; page++) {
        state.failed(state.polls.get(page), webPage(state.polls.get(page).task.id));
      }
      state.effects();
      state.at(16).effects();
      state.failed(state.last(), webPage(state.last().task.id));

      assertThat(state.effects()).contains("WaitAbandonedException " + state.last().task.id);
    }

    private QueryException webPage(TaskId id) {
      return MalformedResponseException.webPage(QueryDetails.of(id));
    }
  }

  @Nested
  class A_port_that_does_not_return {
    @Test
    void has_its_poll_abandoned_and_the_task_polled_again() {
      state.watch(A);
      state.effects();
      Poll stuck = state.last();
      assertThat(state.next()).isEqualTo(35); // 30 s for the query, 5 s more

      assertThat(state.at(35).effects())
          .containsExactly("interrupt A", "publish PollFailed", "plan A");
      state.waits.planned(stuck.task, nanos(15), state.now());
      assertThat(state.at(50).effects())
          .containsExactly("add worker", "publish WorkerReplaced", "poll A");
    }

    @Test
    void has_its_worker_replaced_after_5_s() {
      state.watch(A);
      state.effects();
      state.at(35).effects();
      assertThat(state.waits.snapshot(state.now()).inFlight()).isEqualTo(1);
      assertThat(state.next()).isEqualTo(40);

      assertThat(state.at(40).effects()).containsExactly("add worker", "publish WorkerReplaced");
      assertThat(state.waits.snapshot(state.now()).inFlight()).isZero();
    }

    @Test
    void is_not_replaced_if_it_returns_within_5_s() {
      state.watch(A);
      state.effects();
      state.at(35).effects();
      state.at(39).observed(state.last(), "SUCCESS");

      assertThat(state.at(40).effects()).isEmpty();
    }

    @Test
    void is_ignored_if_it_returns_later() {
      state.watch(A);
      state.effects();
      state.at(35).effects();
      state.at(40).effects();
      state.at(50).observed(state.last(), "SUCCESS");

      assertThat(state.effects()).isEmpty();
      assertThat(state.waits.snapshot(state.now()).inFlight()).isZero();
    }

    @Test
    void has_no_more_workers_replaced_than_polls_can_be_in_flight() {
      StateFixture one = new StateFixture(1, 1_000);
      one.watch(A, WaitOptions.withoutTimeout());
      one.effects();
      one.at(35).effects();
      one.waits.planned(one.last().task, nanos(15), one.now());
      assertThat(one.at(40).effects()).contains("add worker");
      one.at(50).effects();
      one.at(85).effects();

      assertThat(one.at(90).effects()).containsExactly("publish WorkerReplaced");
      assertThat(one.waits.snapshot(one.now()).inFlight()).isEqualTo(1);
      assertThat(one.next()).isEqualTo(NEVER);
    }

    @Test
    void ends_the_wait_when_the_error_budget_is_used_up() {
      state.watch(A, WaitOptions.withoutTimeout());
      for (int poll = 0; poll < 9; poll++) {
        state.at(40 * poll).effects();
        assertThat(state.at(40 * poll + 35).effects()).endsWith("plan A");
        state.waits.planned(state.last().task, nanos(5), state.now());
      }
      state.at(360).effects();

      assertThat(state.at(395).effects())
          .startsWith("interrupt A", "publish PollFailed", "leave A", "WaitAbandonedException A");
    }
  }

  @Nested
  class An_interval_that_is_planned_later {
    @Test
    void is_ignored_if_the_task_has_ended() {
      OpenWait wait = state.watch(A);
      state.effects();
      state.at(35).effects();
      state.waits.forget(wait, state.now());
      state.waits.planned(wait.task, nanos(15), state.now());

      assertThat(state.at(60).effects()).doesNotContain("poll A");
    }

    @Test
    void is_ignored_if_the_task_is_already_planned() {
      OpenWait wait = state.watch(A);
      state.effects();
      state.at(35).effects();
      assertThat(state.waits.nudge(A, state.now())).isTrue();
      state.waits.planned(wait.task, nanos(15), state.now());
      assertThat(state.effects()).containsExactly("poll A");

      state.waits.planned(wait.task, nanos(0), state.now());
      assertThat(state.effects()).isEmpty();
    }
  }

  @Nested
  class Several_waits {
    @Test
    void of_one_task_share_its_polls() {
      state.watch(A);
      state.watch(A);
      assertThat(state.effects()).containsExactly("poll A");

      state.observed(state.last(), "SUCCESS");

      assertThat(state.effects()).containsExactly("finish A", "finish A");
    }

    @Test
    void of_one_task_do_not_postpone_a_poll_that_is_overdue() {
      StateFixture busy = overdueBeforeB();

      busy.watch(A);

      busy.observed(busy.last(), "QUEUED");
      assertThat(busy.effects()).containsExactly("poll A");
    }

    @Test
    void of_one_task_end_independently() {
      OpenWait first = state.watch(A);
      OpenWait second = state.watch(A);
      state.effects();

      state.waits.end(first, WaitStoppedException::new, state.now());

      assertThat(state.effects()).containsExactly("WaitStoppedException A");
      assertThat(second.ended).isFalse();
      state.waits.end(first, WaitStoppedException::new, state.now());
      assertThat(state.effects()).isEmpty();
      state.waits.end(second, WaitStoppedException::new, state.now());
      assertThat(state.effects())
          .containsExactly("interrupt A", "leave A", "WaitStoppedException A");
    }

    @Test
    void of_one_task_have_their_own_deadlines() {
      state.watch(A, seconds(100));
      state.watch(A, seconds(10));
      state.effects();
      state.observed(state.last(), "QUEUED");
      assertThat(state.next()).isEqualTo(9);
      state.at(9).effects();
      state.observed(state.last(), "QUEUED");

      assertThat(state.at(10).effects()).containsExactly("WaitDeadlineException A");
      assertThat(state.at(24).effects()).containsExactly("poll A");
    }

    @Test
    void receive_the_last_valid_observation_when_they_join() {
      state.watch(A);
      state.effects();
      state.at(1).observed(state.last(), "QUEUED");
      state.watch(A, listening());

      state.waits.passTo(state.now());
      assertThat(state.waits.takeEffects())
          .singleElement()
          .isInstanceOfSatisfying(Effect.Notify.class, notify -> {
            assertThat(notify.observation().transition()).isEqualTo(TaskTransition.ADVANCED);
            assertThat(notify.observation().polls()).isZero();
            assertThat(notify.observation().elapsed()).isZero();
          });
      assertThat(state.next()).isEqualTo(16);
    }

    @Test
    void count_only_their_own_polls() {
      OpenWait first = state.watch(A);
      state.effects();
      OpenWait second = state.watch(A, listening());
      state.at(1).observed(state.last(), "QUEUED");
      state.effects();
      state.at(16).effects();

      assertThat(first.polls()).isEqualTo(2);
      assertThat(second.polls()).isEqualTo(1);
      assertThat(state.waits.details(second, state.now()))
          .returns(1, details -> details.polls())
          .returns(Duration.ofSeconds(16), details -> details.elapsed());
    }

    @Test
    void poll_at_once_if_one_that_joins_is_not_for_a_freshly_submitted_task() {
      state.waits.watch(
          A,
          WaitOptions.withoutTimeout().freshlySubmitted(),
          new StateFixture.Recipient(false),
          nanos(15),
          0);
      state.at(1).watch(A, WaitOptions.withoutTimeout().freshlySubmitted());
      assertThat(state.next()).isEqualTo(15);

      state.watch(A);

      assertThat(state.next()).isEqualTo(1);
    }

    @Test
    void share_the_kind_that_is_stated_first() {
      state.watch(A);
      OpenWait wait = state.watch(A, WaitOptions.withoutTimeout().kind("720P"));
      state.watch(A, WaitOptions.withoutTimeout().kind("1080P"));

      assertThat(wait.task.kind).isEqualTo("720P");
    }

    @Test
    void notify_only_those_with_a_listener() {
      state.watch(A);
      state.watch(A);
      state.watch(A, listening());
      state.effects();
      state.at(2).observed(state.last(), "QUEUED");

      assertThat(state.effects()).containsExactly("notify A");
    }

    @Test
    void are_not_affected_by_the_last_poll_of_one_that_has_ended() {
      OpenWait shorter = state.watch(A, seconds(20));
      state.watch(A, seconds(60));
      state.effects();
      state.waits.forget(shorter, state.now());
      state.at(8).observed(state.last(), "QUEUED");

      assertThat(state.next()).isEqualTo(23);
      assertThat(state.at(23).effects()).containsExactly("poll A");
      assertThat(state.last().within).hasSeconds(30);
    }
  }

  @Nested
  class Many_tasks {
    @Test
    void are_polled_in_order_of_their_deadlines() {
      StateFixture one = new StateFixture(1, 1_000);
      one.watch(A, seconds(100));
      one.watch(B, seconds(50));

      assertThat(one.at(1).effects()).containsExactly("poll B");
      one.observed(one.last(), "QUEUED");
      assertThat(one.effects()).containsExactly("poll A");
    }

    @Test
    void never_polled_precede_those_that_were_polled() {
      StateFixture one = new StateFixture(1, 1_000);
      one.watch(A);
      one.effects();
      one.observed(one.last(), "QUEUED");
      one.at(100).watch(B);

      assertThat(one.effects()).containsExactly("poll B");
    }

    @Test
    void are_polled_within_the_limit_of_concurrent_polls() {
      StateFixture two = new StateFixture(2, 1_000);
      for (int task = 0; task < 5; task++) {
        two.watch(TaskId.of("t" + task));
      }
      assertThat(two.at(1).effects()).hasSize(2);
      assertThat(two.waits.snapshot(two.now()))
          .returns(2, WatcherSnapshot::inFlight)
          .returns(3, WatcherSnapshot::due);
      two.observed(two.last(), "QUEUED");
      assertThat(two.effects()).hasSize(1);
    }

    @Test
    void are_all_paused_when_one_receives_429() {
      state.watch(A);
      state.watch(B);
      state.at(1).effects();
      Poll a = state.polls.get(0);
      state.observed(state.polls.get(1), "QUEUED");
      state.failed(a, error(a.task.id, 429, Duration.ofMinutes(2)));

      assertThat(state.effects()).containsExactly("publish Paused", "publish PollFailed");
      assertThat(state.at(120.999).effects()).isEmpty();
      assertThat(state.next()).isEqualTo(121);
      assertThat(state.waits.snapshot(state.now()).pauseLeft()).hasMillis(1);
      assertThat(state.at(121).effects()).hasSize(1);
    }

    @Test
    void are_paused_for_at_most_10_min() {
      state.watch(A, WaitOptions.withoutTimeout());
      state.effects();
      state.failed(state.last(), error(A, 429, Duration.ofSeconds(601)));

      assertThat(state.effects())
          .containsExactly("publish RetryAfterCapped", "publish Paused", "publish PollFailed");
      assertThat(state.next()).isEqualTo(600);
    }

    @Test
    void are_polled_at_most_once_per_round() {
      StateFixture slow = new StateFixture(1, 1);
      for (int task = 0; task < 60; task++) {
        slow.watch(TaskId.of("t" + task), WaitOptions.withoutTimeout());
      }
      slow.effects();
      slow.observed(slow.last(), "QUEUED");

      assertThat(slow.last().task.due).isEqualTo(nanos(60));
      slow.at(1).effects();
      slow.observed(slow.last(), observation(slow.last().task.id, "succeeded"));
      assertThat(slow.last().task.due).isEqualTo(nanos(16)); // a missing link takes precedence
    }

    @Test
    void share_a_rate_that_counts_every_request() {
      StateFixture slow = new StateFixture(8, 1);
      slow.watch(A, WaitOptions.withoutTimeout());
      slow.watch(B, WaitOptions.withoutTimeout());
      assertThat(slow.effects()).hasSize(1);
      slow.observed(
          slow.last(), VideoTask.builder(A, "QUEUED", Instant.EPOCH).attempts(3).build());
      assertThat(slow.next()).isEqualTo(3);

      slow.at(3).effects();
      QueryDetails twice = new QueryDetails(B, null, 404, null, 2, null, null);
      slow.failed(slow.last(), new TaskNotFoundException(twice));
      assertThat(slow.effects()).containsExactly("publish PollFailed");
      slow.at(4).waits.nudge(A, slow.now());
      assertThat(slow.next()).isEqualTo(5);
    }

    @Test
    void end_the_pause_for_an_outage_with_the_first_observation() {
      state.watch(A, WaitOptions.withoutTimeout());
      state.watch(B, WaitOptions.withoutTimeout());
      for (int poll = 0; poll < 3; poll++) {
        state.at(1 + 15 * poll).effects();
        state.failed(state.polls.get(2 * poll), error(A, 502, null));
        state.failed(state.polls.get(2 * poll + 1), error(B, 502, null));
      }
      state.at(46).effects();
      assertThat(state.waits.snapshot(state.now()).pauseLeft()).isPositive();

      state.observed(state.last(), "QUEUED");

      assertThat(state.waits.snapshot(state.now()).pauseLeft()).isZero();
    }

    @Test
    void whose_slow_polls_take_longer_than_a_timeout_are_reported() {
      StateFixture one = new StateFixture(1, 1_000);
      one.watch(A);
      one.effects();
      one.at(10).observed(one.last(), "QUEUED");
      one.watch(B, seconds(20));
      assertThat(one.effects()).doesNotContain("publish RoundExceedsTimeout");
      one.watch(B, seconds(19));

      assertThat(one.effects()).contains("publish RoundExceedsTimeout");
    }

    @Test
    void that_take_longer_than_a_timeout_are_reported_once() {
      StateFixture slow = new StateFixture(1, 1);
      for (int task = 0; task < 7; task++) {
        slow.watch(TaskId.of("t" + task), seconds(5));
      }
      assertThat(slow.effects()).containsOnlyOnce("publish RoundExceedsTimeout");
    }

    @Test
    void are_counted_by_their_last_observation() {
      state.watch(A);
      state.watch(B);
      state.at(1).effects();
      state.observed(state.polls.get(0), "QUEUED");

      WatcherSnapshot snapshot = state.waits.snapshot(nanos(16));

      assertThat(snapshot)
          .returns(2, WatcherSnapshot::tasks)
          .returns(1, WatcherSnapshot::due)
          .returns(1, WatcherSnapshot::inFlight)
          .returns(1, WatcherSnapshot::unseen)
          .returns(1_000.0, WatcherSnapshot::ratePerSecond)
          .returns(Duration.ZERO, WatcherSnapshot::pauseLeft);
      assertThat(snapshot.byStatus())
          .containsAllEntriesOf(Map.of(TaskStatus.QUEUED, 1, TaskStatus.SUCCESS, 0))
          .hasSize(TaskStatus.values().length);
    }
  }

  @Nested
  class Polls_that_no_thread_has_sent {
    /** The most that 20 polls per second allow to be sent in one second. */
    private static final int MOST = 22;

    private final StateFixture slow = new StateFixture(30, 20);

    /** Starts as many polls as possible, and leaves one task that is due. Returns the wait of the last poll. */
    private OpenWait startMost() {
      List<OpenWait> started = new ArrayList<>();
      for (int task = 0; task < MOST; task++) {
        started.add(slow.watch(TaskId.of("t" + task)));
      }
      for (int poll = 0; poll < MOST; poll++) {
        assertThat(slow.at(poll / 20.0).effects()).hasSize(1);
      }
      slow.watch(A);
      assertThat(slow.at(3).effects()).isEmpty();
      return started.get(MOST - 1);
    }

    @Test
    void keep_others_back_until_a_second_after_they_are_sent() {
      startMost();
      slow.polls.forEach(poll -> assertThat(slow.waits.begin(poll, nanos(3))).isTrue());

      assertThat(slow.next()).isBetween(4.0, 4.01);
      assertThat(slow.at(4.01).effects()).containsExactly("poll A");
    }

    @Test
    void no_longer_keep_others_back_once_one_is_known_not_to_be_sent() {
      OpenWait last = startMost();
      slow.waits.forget(last, slow.now());
      assertThat(slow.waits.begin(slow.last(), slow.now())).isFalse();
      assertThat(slow.effects()).containsExactly("interrupt t21", "leave t21");

      slow.waits.neverSent(slow.last(), slow.now());

      assertThat(slow.effects()).containsExactly("poll A");
    }

    @Test
    void no_longer_keep_others_back_once_their_workers_are_replaced() {
      startMost();
      assertThat(slow.at(37).effects()).contains("interrupt t0").doesNotContain("poll A");

      assertThat(slow.at(42).effects()).contains("add worker", "poll A");
    }
  }

  @Nested
  class A_nudge {
    @Test
    void polls_at_once_and_then_as_planned() {
      state.watch(A);
      state.effects();
      state.observed(state.last(), "QUEUED");

      assertThat(state.at(3).waits.nudge(A, nanos(3))).isTrue();
      assertThat(state.effects()).containsExactly("poll A");
      state.observed(state.last(), "QUEUED");
      assertThat(state.next()).isEqualTo(18);
    }

    @Test
    void during_a_poll_is_followed_by_one_more() {
      state.watch(A);
      state.effects();
      assertThat(state.waits.nudge(A, 0)).isTrue();
      state.at(1).observed(state.last(), "QUEUED");
      assertThat(state.effects()).containsExactly("poll A");
      state.at(2).observed(state.last(), "QUEUED");

      assertThat(state.next()).isEqualTo(17);
    }

    @Test
    void during_a_pause_waits_for_its_end() {
      state.watch(A);
      state.effects();
      state.failed(state.last(), error(A, 429, Duration.ofSeconds(60)));
      state.effects();

      assertThat(state.at(5).waits.nudge(A, nanos(5))).isTrue();
      assertThat(state.effects()).isEmpty();
      assertThat(state.next()).isEqualTo(60);
    }

    @Test
    void of_another_task_does_nothing() {
      assertThat(state.waits.nudge(A, 0)).isFalse();
    }

    @Test
    void does_not_postpone_a_poll_that_is_overdue() {
      StateFixture busy = overdueBeforeB();

      busy.waits.nudge(A, busy.now());

      busy.observed(busy.last(), "QUEUED");
      assertThat(busy.effects()).containsExactly("poll A");
    }
  }

  @Nested
  class Closing {
    @Test
    void ends_every_wait_and_refuses_new_ones() {
      state.watch(A);
      state.effects();
      state.watch(B);

      List<OpenWait> open = state.waits.close(10, state.now());

      assertThat(open).hasSize(2).allMatch(wait -> wait.ended);
      assertThat(state.effects())
          .startsWith("publish ClosedWhileWaiting")
          .containsOnlyOnce("interrupt A", "WatcherClosedException A", "WatcherClosedException B");
      assertThat(state.next()).isEqualTo(NEVER);
      assertThatThrownBy(() -> state.watch(A)).isInstanceOf(WatcherClosedException.class);
      assertThat(state.waits.close(10, state.now())).isEmpty();
      assertThat(state.effects()).isEmpty();
    }

    @Test
    void reports_the_tasks_whose_waits_it_ends() {
      state.watch(A);
      state.watch(B);
      state.effects();
      state.waits.close(10, state.now());

      assertThat(state.waits.takeEffects())
          .filteredOn(effect -> effect instanceof Effect.Publish)
          .singleElement()
          .isInstanceOfSatisfying(
              Effect.Publish.class,
              publish -> assertThat(publish.event())
                  .isInstanceOfSatisfying(
                      WatcherEvent.ClosedWhileWaiting.class,
                      closed -> assertThat(closed.taskIds()).containsExactlyInAnyOrder(A, B)));
    }

    @Test
    void ends_the_waits_in_batches_and_reports_all_tasks_at_once() {
      state.watch(A);
      state.watch(B);
      state.effects();

      assertThat(state.waits.close(1, state.now())).hasSize(1);
      assertThat(state.effects()).containsOnlyOnce("publish ClosedWhileWaiting");
      assertThatThrownBy(() -> state.watch(A)).isInstanceOf(WatcherClosedException.class);
      assertThat(state.waits.close(1, state.now())).hasSize(1);
      assertThat(state.effects()).noneMatch(effect -> effect.startsWith("publish"));
      assertThat(state.waits.close(1, state.now())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"1800, 5", "20, 2"})
  void the_last_poll_of_a_wait_precedes_its_deadline(double timeout, double margin) {
    OpenWait wait =
        state.at(7).watch(A, WaitOptions.within(Duration.ofMillis(Math.round(timeout * 1_000))));

    assertThat(wait.lastPoll()).isEqualTo(nanos(7 + timeout - margin));
    assertThat(wait.timeout()).isEqualTo(nanos(timeout));
  }

  @Test
  void a_wait_measures_its_time_from_its_own_start() {
    OpenWait wait = state.at(7).watch(A);

    assertThat(wait.elapsed(nanos(16))).hasSeconds(9);
    assertThat(wait.task.elapsed(nanos(16))).hasSeconds(9);
    assertThat(wait.task).hasToString("a poll of task A");
  }

  @Test
  void an_endless_wait_has_no_deadline() {
    OpenWait wait = state.at(7).watch(A, WaitOptions.withoutTimeout());

    assertThat(wait.deadline).isEqualTo(OpenWait.ENDLESS);
    assertThat(wait.lastPoll()).isEqualTo(OpenWait.ENDLESS);
    assertThat(wait.timeout()).isEqualTo(OpenWait.ENDLESS);
  }

  @Test
  void a_failed_task_ends_its_wait() {
    state.watch(A);
    state.effects();
    VideoTask failed = VideoTask.builder(A, "FAILURE", Instant.EPOCH)
        .failure(new TaskFailure("broken"))
        .build();
    state.observed(state.last(), failed);

    assertThat(state.effects()).containsExactly("finish A");
  }
}
