package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-04-28T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> story = new CopyOnWriteArrayList<>();

  /** A thread that says when it begins and ends to take part in a time. */
  private Thread participant(VirtualTime time, String name, Duration pause, int times) {
    Activity activity = time.begin(name);
    Thread thread = new Thread(
        () -> {
          activity.continueHere();
          try (activity) {
            for (int i = 0; i < times; i++) {
              time.sleep(pause);
              story.add(name + "@" + Duration.between(START, time.now()).toSeconds());
            }
          } catch (InterruptedException stopped) {
            story.add(name + " interrupted");
          }
        },
        name);
    thread.start();
    return thread;
  }

  @Nested
  class Advancing_by_itself {
    private final VirtualTime time = VirtualTime.autoAdvancing(START);

    @Test
    void takes_no_time_and_keeps_the_order_of_all_participants() throws InterruptedException {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.sleep(Duration.ofHours(1));

      assertThat(story)
          .containsExactlyInAnyOrder("a@2", "b@3", "a@4", "a@6", "b@6")
          .startsWith("a@2", "b@3", "a@4");
      assertThat(time.now()).isEqualTo(START.plusSeconds(3_600));
      assertThat(time.since(0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void stands_still_while_a_participant_works() throws InterruptedException {
      Activity work = time.begin("work");
      Activity sleeping = time.begin("sleeping");
      Thread sleeper = new Thread(() -> {
        sleeping.continueHere();
        try (sleeping) {
          time.sleep(SECOND);
          story.add("slept@" + time.since(0).toSeconds());
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
      });
      sleeper.start();
      Thread worker = new Thread(() -> {
        work.continueHere();
        story.add("worked@" + time.since(0).toSeconds());
        work.close();
      });
      worker.start();

      time.sleep(Duration.ofSeconds(5));

      assertThat(story).containsExactly("worked@0", "slept@1");
    }

    @Test
    void knows_a_wait_for_a_future() throws Exception {
      CompletableFuture<String> future = new CompletableFuture<>();
      Alarm alarm = time.alarm("unused", () -> future.complete("rung"));
      alarm.set(Duration.ofMinutes(5).toNanos());

      assertThat(time.await(future)).isEqualTo("rung");
      assertThat(time.now()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void hands_on_the_error_of_a_future() {
      IllegalStateException trouble = new IllegalStateException();

      assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(trouble)))
          .isInstanceOf(ExecutionException.class)
          .hasCause(trouble);
    }

    @Test
    void can_be_interrupted() {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> time.sleep(SECOND)).isInstanceOf(InterruptedException.class);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isFalse();
      assertThat(time.now()).isEqualTo(START);
    }

    @Test
    void fails_and_names_who_does_not_park() {
      Activity forgotten = time.begin("a forgotten activity");
      CountDownLatch never = new CountDownLatch(1);
      Thread stranger = new Thread(
          () -> {
            forgotten.continueHere();
            try {
              never.await();
            } catch (InterruptedException stopped) {
              story.add("stopped");
            }
          },
          "stranger");
      stranger.start();

      assertThatThrownBy(() -> time.sleep(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("Nobody has moved for 2 s of real time in this virtual time.")
          .hasMessageContaining("Not parked: a forgotten activity, on stranger")
          .hasMessageContaining("CountDownLatch.await");
      stranger.interrupt();
    }

    @Test
    void wakes_and_fails_who_waits_in_a_way_that_it_does_not_know() {
      CompletableFuture<String> future = new CompletableFuture<>();
      Alarm alarm = time.alarm("unused", () -> future.complete("too late"));
      alarm.set(SECOND.toNanos());

      assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
      assertThatThrownBy(() -> time.sleep(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: the thread that made this time, on "
              + Thread.currentThread().getName())
          .hasMessageContaining("CompletableFuture.get");
    }

    @Test
    void fails_if_a_wait_can_never_end() {
      assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("All are parked and no timer is set, so this wait can never end.");
    }

    @Test
    void rings_an_alarm_at_the_time_set_last_and_not_when_closed() throws InterruptedException {
      Alarm moved =
          time.alarm("unused", () -> story.add("moved@" + time.since(0).toSeconds()));
      moved.set(Duration.ofSeconds(9).toNanos());
      moved.set(Duration.ofSeconds(4).toNanos());
      Alarm closed = time.alarm("unused", () -> story.add("closed"));
      closed.set(SECOND.toNanos());
      closed.close();
      closed.set(SECOND.toNanos());

      time.sleep(Duration.ofSeconds(20));

      assertThat(story).containsExactly("moved@4");
    }
  }

  @Nested
  class Advancing_by_hand {
    private final VirtualTime time = VirtualTime.byHand(START);

    @Test
    void fails_if_who_moves_it_waits_for_one_who_hangs() {
      Activity hanging = time.begin("a hanging poll");
      CountDownLatch never = new CountDownLatch(1);
      Thread stranger = new Thread(() -> {
        hanging.continueHere();
        try {
          never.await();
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
      });
      stranger.start();

      assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a hanging poll, on ");
      stranger.interrupt();
    }

    @Test
    void lets_all_that_a_timer_starts_finish_before_the_next() {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.advance(Duration.ofSeconds(4));

      assertThat(story).containsExactly("a@2", "b@3", "a@4");
      time.advance(Duration.ofSeconds(2));
      assertThat(story).hasSize(5);
      assertThat(time.now()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void fails_and_names_who_does_not_park() {
      Activity forgotten = time.begin("a forgotten activity");

      assertThatThrownBy(() -> time.advance(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a forgotten activity, which no thread carries");
      forgotten.close();
    }

    @Test
    void does_nothing_by_itself() {
      Alarm alarm = time.alarm("unused", () -> story.add("rung"));
      alarm.set(0);
      assertThat(story).isEmpty();

      time.advance(Duration.ZERO);

      assertThat(story).containsExactly("rung");
    }
  }

  @Test
  void that_has_ended_fires_nothing_and_watches_nobody() throws Exception {
    VirtualTime time = VirtualTime.autoAdvancing(Instant.EPOCH);
    AtomicInteger rung = new AtomicInteger();
    Alarm alarm = time.alarm("test", rung::incrementAndGet);
    alarm.set(time.ticks() + 1);

    time.end();
    alarm.set(time.ticks() + 2);

    assertThat(time.movesIfUnwatched()).isNegative();
    time.begin("another").close();
    assertThat(rung).hasValue(0);
    assertThat(time.failure()).isNull();
    assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessage("This virtual time has ended with its test.");
  }
}
