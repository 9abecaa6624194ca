package io.happyhorse.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final Instant START = Instant.parse("2026-04-28T00:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(100);

  private final List<String> story = new CopyOnWriteArrayList<>();

  /** Starts a thread that takes part in a time from now on. */
  private Thread participant(VirtualTime time, String name, Duration pause, int times) {
    return participant(time, name, () -> {
      for (int i = 0; i < times; i++) {
        time.sleep(pause);
        story.add(name + "@" + Duration.between(START, time.instant()).toSeconds());
      }
    });
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private Thread participant(VirtualTime time, String name, Work work) {
    PendingWork activity = time.begin(name);
    Thread thread = new Thread(
        () -> {
          activity.bindToCurrentThread();
          try (activity) {
            work.run();
          } catch (InterruptedException stopped) {
            story.add(name + " interrupted");
          }
        },
        name);
    thread.start();
    return thread;
  }

  private Timer timer(VirtualTime time, Duration after, String name) {
    Timer timer =
        time.timer("unused", () -> story.add(name + "@" + time.since(0).toSeconds()));
    timer.set(after.toNanos());
    return timer;
  }

  @Nested
  class Advancing_by_itself {
    private final VirtualTime time = VirtualTime.strict(START);

    @AfterEach
    void close() {
      time.close();
    }

    @Test
    void takes_no_time_and_keeps_the_order_of_all_participants() throws InterruptedException {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.sleep(Duration.ofHours(1));

      assertThat(story)
          .containsExactlyInAnyOrder("a@2", "b@3", "a@4", "a@6", "b@6")
          .startsWith("a@2", "b@3", "a@4");
      assertThat(time.instant()).isEqualTo(START.plusSeconds(3_600));
      assertThat(time.since(0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void stands_still_while_a_participant_works() throws InterruptedException {
      PendingWork work = time.begin("work");
      participant(time, "slept", SECOND, 1);
      Thread worker = new Thread(() -> {
        work.bindToCurrentThread();
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
      Timer timer = time.timer("unused", () -> future.complete("rung"));
      timer.set(Duration.ofMinutes(5).toNanos());

      assertThat(time.await(future)).isEqualTo("rung");
      assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void limits_a_wait_for_a_future() throws Exception {
      CompletableFuture<String> future = new CompletableFuture<>();

      assertThatThrownBy(() -> time.await(future, Duration.ofSeconds(3)))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("not completed within PT3S of virtual time");
      assertThatThrownBy(() -> time.await(future, Duration.ZERO))
          .isInstanceOf(TimeoutException.class);
      assertThat(time.instant()).isEqualTo(START.plusSeconds(3));
      future.complete("done");
      assertThat(time.await(future, SECOND)).isEqualTo("done");
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
      assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void rings_an_alarm_at_the_time_set_last_and_not_when_closed() throws InterruptedException {
      Timer moved = timer(time, Duration.ofSeconds(9), "moved");
      moved.set(Duration.ofSeconds(4).toNanos());
      Timer closed = timer(time, SECOND, "closed");
      closed.close();
      closed.set(SECOND.toNanos());

      time.sleep(Duration.ofSeconds(20));

      assertThat(story).containsExactly("moved@4");
    }
  }

  @Nested
  class A_strict_time_that_stands_still {
    private final VirtualTime time =
        VirtualTime.builder(START).strict().standstillAfter(SOON).build();

    @AfterEach
    void close() {
      time.close();
    }

    @Test
    void fails_and_names_who_is_not_parked() {
      participant(time, "forgotten", () -> new CountDownLatch(1).await());

      assertThatThrownBy(() -> time.sleep(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("This virtual time has not moved for 100 ms of real time.")
          .hasMessageContaining("Not parked: forgotten, on thread forgotten (WAITING)")
          .hasMessageContaining("CountDownLatch.await")
          .hasMessageContaining("time.await(future)")
          .hasMessageContaining("TaskHandle.allOf(handles) instead of CompletableFuture.allOf")
          .hasMessageContaining("lenient clock")
          .isSameAs(time.failure());
    }

    @Test
    void interrupts_a_participant_that_waits_in_an_unknown_way() {
      timer(time, SECOND, "never");

      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);

      assertThat(time.failure())
          .hasMessageContaining("Not parked: the thread that made this time, on thread "
              + Thread.currentThread().getName())
          .hasMessageContaining("CountDownLatch.await");
      assertThatThrownBy(() -> time.sleep(SECOND)).isSameAs(time.failure());
    }

    @Test
    void says_when_a_wait_can_never_end() {
      assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "Every participant waits and no timer is set, so this wait can never end.");
    }

    @Test
    void ends_the_futures_that_it_knows() {
      TimedFuture<String> future = new TimedFuture<>() {
        @Override
        protected TimeSource time() {
          return time;
        }
      };
      future.endWithTime();
      timer(time, SECOND, "never");

      assertThatThrownBy(() -> CompletableFuture.allOf(future).join())
          .hasCause(time.failure())
          .hasCauseInstanceOf(AssertionError.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waits_for_a_participant_that_waits_for_the_network() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
        client.setSoTimeout(250);
        participant(time, "slow", () -> {
          try {
            assertThat(client.getInputStream().read()).isNegative();
          } catch (IOException timedOut) {
            story.add("slow@" + time.since(0).toSeconds());
          }
        });

        time.sleep(SECOND);
      }

      assertThat(story).containsExactly("slow@0");
      assertThat(time.failure()).isNull();
    }

    @Test
    void tells_no_uncaught_exception_handler() throws InterruptedException {
      AtomicReference<Throwable> uncaught = new AtomicReference<>();
      Thread thread = participant(time, "stuck", () -> new CountDownLatch(1).await());
      thread.setUncaughtExceptionHandler((unused, error) -> uncaught.set(error));
      Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
      try {
        Thread.setDefaultUncaughtExceptionHandler((unused, error) -> uncaught.set(error));
        assertThatThrownBy(() -> time.sleep(SECOND)).isInstanceOf(AssertionError.class);
        thread.join();
      } finally {
        Thread.setDefaultUncaughtExceptionHandler(before);
      }

      assertThat(uncaught).hasValue(null);
      assertThat(story).containsExactly("stuck interrupted");
    }
  }

  @Nested
  class A_manual_time {
    private final VirtualTime time = VirtualTime.manual(START);
    private final VirtualTime impatient =
        VirtualTime.builder(START).manual().standstillAfter(SOON).build();

    @AfterEach
    void close() {
      time.close();
      impatient.close();
    }

    @Test
    void lets_all_that_a_timer_starts_finish_before_the_next() {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.advance(Duration.ofSeconds(4));

      assertThat(story).containsExactly("a@2", "b@3", "a@4");
      time.advance(Duration.ofSeconds(2));
      assertThat(story).hasSize(5);
      assertThat(time.instant()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void does_nothing_by_itself() {
      timer(time, Duration.ZERO, "rung");
      assertThat(story).isEmpty();

      time.advance(Duration.ZERO);

      assertThat(story).containsExactly("rung@0");
    }

    @Test
    void passes_idle_threads_of_a_pool_even_if_no_timer_is_left() throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> slept = pool.submit(() -> {
          time.sleep(SECOND);
          return story.add("slept");
        });
        while (story.isEmpty()) {
          time.advance(SECOND);
        }
        assertThat(slept.get()).isEqualTo(true);

        time.advance(Duration.ofMinutes(1));

        assertThat(story).containsExactly("slept");
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void passes_threads_that_have_ended() throws InterruptedException {
      Thread thread = new Thread(() -> {
        try {
          time.sleep(SECOND);
          story.add("slept");
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
      });
      thread.start();
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }

      time.advance(Duration.ofSeconds(2));

      thread.join();
      assertThat(story).containsExactly("slept");
    }

    @Test
    void fails_if_it_is_moved_while_an_activity_does_not_finish() {
      PendingWork forgotten = impatient.begin("a forgotten activity");

      assertThatThrownBy(() -> impatient.advance(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a forgotten activity, which no thread carries");
      forgotten.close();
    }

    @Test
    void fails_if_the_thread_that_moves_it_waits_for_one_that_hangs() {
      participant(impatient, "a hanging poll", () -> new CountDownLatch(1).await());

      assertThatThrownBy(() -> impatient.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a hanging poll, on ");
    }

    @Test
    void fails_if_the_thread_that_moves_it_waits_for_another_to_do_so() {
      timer(impatient, SECOND, "never");

      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);

      assertThat(impatient.failure()).isNotNull();
    }
  }

  @Nested
  class A_lenient_time {
    private final VirtualTime time = VirtualTime.lenient(START);

    @AfterEach
    void close() {
      time.close();
    }

    @Test
    void passes_a_wait_that_it_does_not_know() throws InterruptedException {
      CountDownLatch rung = new CountDownLatch(2);
      Timer first = time.timer("unused", rung::countDown);
      first.set(SECOND.toNanos());
      Timer second = time.timer("unused", rung::countDown);
      second.set(Duration.ofMinutes(5).toNanos());

      rung.await();

      assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void waits_for_a_thread_that_runs() throws InterruptedException {
      CountDownLatch rung = new CountDownLatch(1);
      AtomicReference<Instant> worked = new AtomicReference<>();
      Thread busy = new Thread(() -> {
        try {
          time.sleep(SECOND);
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        worked.set(time.instant());
        rung.countDown();
      });
      busy.start();
      timer(time, Duration.ofSeconds(2), "later");

      rung.await();

      assertThat(worked).hasValue(START.plusSeconds(1));
    }

    @Test
    void never_takes_an_activity_for_idle() {
      VirtualTime impatient =
          VirtualTime.builder(START).standstillAfter(Duration.ofMillis(150)).build();
      participant(impatient, "a poll", () -> new CountDownLatch(1).await());
      timer(impatient, SECOND, "never");

      assertThatThrownBy(() -> impatient.sleep(Duration.ofSeconds(2)))
          .hasMessageContaining("Not parked: a poll, on ");
      assertThat(impatient.instant()).isEqualTo(START);
      assertThat(story).doesNotContain("never@1");
    }

    @Test
    void passes_a_thread_that_waits_for_a_monitor() throws InterruptedException {
      Object monitor = new Object();
      Thread holder = new Thread(() -> {
        synchronized (monitor) {
          try {
            time.sleep(SECOND);
          } catch (InterruptedException stopped) {
            story.add("stopped");
          }
        }
      });
      holder.start();
      while (holder.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }

      synchronized (monitor) {
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
      }
      holder.join();
    }

    @Test
    void that_fails_leaves_a_thread_alone_that_only_waited_in_it_once() throws Exception {
      VirtualTime impatient =
          VirtualTime.builder(START).standstillAfter(Duration.ofMillis(100)).build();
      CountDownLatch done = new CountDownLatch(1);
      Thread thread = new Thread(() -> {
        try {
          impatient.sleep(SECOND);
          done.await();
          story.add("done");
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
      });
      thread.start();
      assertThatThrownBy(() -> impatient.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class);

      done.countDown();
      thread.join();

      assertThat(story).containsExactly("done");
    }

    @Test
    void jumps_to_what_changes_without_a_timer() {
      time.addSource(now -> now.isBefore(START.plusSeconds(90)) ? START.plusSeconds(90) : null);
      CompletableFuture<Instant> seen = CompletableFuture.supplyAsync(() -> {
        while (time.instant().equals(START)) {
          Thread.onSpinWait();
        }
        return time.instant();
      });

      assertThat(seen.join()).isEqualTo(START.plusSeconds(90));
    }
  }

  @Nested
  class A_timer {
    private final VirtualTime time = VirtualTime.strict(START);

    @AfterEach
    void close() {
      time.close();
    }

    @Test
    void that_throws_fails_the_time_and_not_the_thread_that_fired_it() {
      Timer timer = time.timer("unused", () -> {
        throw new IllegalStateException("on purpose");
      });
      timer.set(SECOND.toNanos());

      assertThatThrownBy(() -> time.sleep(Duration.ofMinutes(1)))
          .isInstanceOf(AssertionError.class)
          .hasMessage(
              "A timer of this virtual time failed: java.lang.IllegalStateException: on purpose")
          .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void may_wait_in_the_time() throws InterruptedException {
      Timer timer = time.timer("unused", () -> {
        try {
          time.sleep(Duration.ofSeconds(10));
        } catch (InterruptedException stopped) {
          story.add("stopped");
        }
        story.add("rung@" + time.since(0).toSeconds());
      });
      timer.set(SECOND.toNanos());

      time.sleep(Duration.ofMinutes(1));

      assertThat(story).containsExactly("rung@11");
    }
  }

  @Nested
  class That_is_closed {
    @Test
    void fires_nothing_and_fails_every_wait() {
      VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
      AtomicInteger rung = new AtomicInteger();
      Timer timer = time.timer("test", rung::incrementAndGet);
      timer.set(time.nanoTime() + 1);

      time.close();
      timer.set(time.nanoTime() + 2);

      time.begin("another").close();
      assertThat(rung).hasValue(0);
      assertThat(time.failure()).isNull();
      assertThatThrownBy(() -> time.sleep(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessage("This virtual time has ended with its test.");
    }
  }

  @Nested
  class Chance {
    private final VirtualTime time = VirtualTime.builder(START).seed(7).build();

    @Test
    void depends_on_seed_and_key_alone() {
      long first = time.random("jitter", "asyntask_A", 3).nextLong();
      long unused = time.random("jitter", "asyntask_A", 4).nextLong();

      assertThat(time.random("jitter", "asyntask_A", 3).nextLong()).isEqualTo(first);
      assertThat(VirtualTime.builder(START)
              .seed(7)
              .build()
              .random("jitter", "asyntask_A", 3)
              .nextLong())
          .isEqualTo(first);
      assertThat(time.random("jitter", "asyntask_A", 4).nextLong()).isNotEqualTo(first);
      assertThat(time.random("jitter", "asyntask_", "A3").nextLong()).isNotEqualTo(first);
      assertThat(VirtualTime.builder(START)
              .seed(8)
              .build()
              .random("jitter", "asyntask_A", 3)
              .nextLong())
          .isNotEqualTo(first);
      assertThat(time.seed()).isEqualTo(7);
    }
  }

  @Test
  void a_limit_that_is_no_time_is_refused() {
    assertThatThrownBy(() -> VirtualTime.builder(START).standstillAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A virtual time cannot fail after standing still for PT0S: use 1 ms or more.");
  }
}
