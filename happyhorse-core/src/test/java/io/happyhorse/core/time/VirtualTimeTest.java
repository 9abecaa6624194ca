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

  private final List<String> log = new CopyOnWriteArrayList<>();

  /** Starts a thread that participates in a time. */
  private Thread participant(VirtualTime time, String name, Duration pause, int times) {
    return participant(time, name, () -> {
      for (int i = 0; i < times; i++) {
        time.sleep(pause);
        log.add(name + "@" + Duration.between(START, time.instant()).toSeconds());
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
            log.add(name + " interrupted");
          }
        },
        name);
    thread.start();
    return thread;
  }

  /** Starts a participant that waits outside its time, and returns once it does. */
  private Thread hanging(VirtualTime time, String name) {
    return waiting(participant(time, name, () -> new CountDownLatch(1).await()));
  }

  /** Returns a thread once it waits. */
  private static Thread waiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
      Thread.onSpinWait();
    }
    return thread;
  }

  private Timer timer(VirtualTime time, Duration after, String name) {
    Timer timer = time.timer("unused", () -> log.add(name + "@" + time.since(0).toSeconds()));
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
    void needs_no_real_time_and_keeps_the_order_of_all_participants() throws InterruptedException {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.sleep(Duration.ofHours(1));

      assertThat(log)
          .containsExactlyInAnyOrder("a@2", "b@3", "a@4", "a@6", "b@6")
          .startsWith("a@2", "b@3", "a@4");
      assertThat(time.instant()).isEqualTo(START.plusSeconds(3_600));
      assertThat(time.since(0)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void does_not_happen_while_a_participant_works() throws InterruptedException {
      PendingWork work = time.begin("work");
      participant(time, "slept", SECOND, 1);
      Thread worker = new Thread(() -> {
        work.bindToCurrentThread();
        log.add("worked@" + time.since(0).toSeconds());
        work.close();
      });
      worker.start();

      time.sleep(Duration.ofSeconds(5));

      assertThat(log).containsExactly("worked@0", "slept@1");
    }

    @Test
    void supports_a_wait_for_a_future() throws Exception {
      CompletableFuture<String> future = new CompletableFuture<>();
      Timer timer = time.timer("unused", () -> future.complete("fired"));
      timer.set(Duration.ofMinutes(5).toNanos());

      assertThat(time.await(future)).isEqualTo("fired");
      assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void supports_a_limited_wait_for_a_future() throws Exception {
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
    void passes_on_the_error_of_a_future() {
      IllegalStateException failure = new IllegalStateException();

      assertThatThrownBy(() -> time.await(CompletableFuture.failedFuture(failure)))
          .isInstanceOf(ExecutionException.class)
          .hasCause(failure);
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
    void fires_a_timer_at_the_time_set_last_unless_it_is_closed() throws InterruptedException {
      Timer moved = timer(time, Duration.ofSeconds(9), "moved");
      moved.set(Duration.ofSeconds(4).toNanos());
      Timer closed = timer(time, SECOND, "closed");
      closed.close();
      closed.set(SECOND.toNanos());

      time.sleep(Duration.ofSeconds(20));

      assertThat(log).containsExactly("moved@4");
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
    void fails_and_names_the_participants_that_are_not_parked() {
      hanging(time, "forgotten");

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
    void interrupts_a_participant_that_waits_outside_the_time() {
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
    void reports_a_wait_that_can_never_end() {
      assertThatThrownBy(() -> time.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "Every participant waits and no timer is set, so this wait cannot end.");
    }

    @Test
    void fails_its_registered_futures() {
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
    void does_not_count_while_a_participant_waits_for_the_network() throws Exception {
      try (VirtualTime longer = VirtualTime.builder(START)
              .strict()
              .standstillAfter(Duration.ofMillis(300))
              .build();
          ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
        client.setSoTimeout(750);
        participant(longer, "slow", () -> {
          try {
            assertThat(client.getInputStream().read()).isNegative();
          } catch (IOException timedOut) {
            log.add("slow@" + longer.since(0).toSeconds());
          }
        });

        longer.sleep(SECOND);

        assertThat(log).containsExactly("slow@0");
        assertThat(longer.failure()).isNull();
      }
    }

    @Test
    void calls_no_uncaught_exception_handler() throws InterruptedException {
      AtomicReference<Throwable> uncaught = new AtomicReference<>();
      Thread thread = participant(time, "stuck", () -> new CountDownLatch(1).await());
      thread.setUncaughtExceptionHandler((unused, error) -> uncaught.set(error));
      Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
      try {
        Thread.setDefaultUncaughtExceptionHandler((unused, error) -> {
          if (error instanceof AssertionError) { // other tests may throw other errors meanwhile
            uncaught.set(error);
          }
        });
        assertThatThrownBy(() -> time.sleep(SECOND)).isInstanceOf(AssertionError.class);
        thread.join();
      } finally {
        Thread.setDefaultUncaughtExceptionHandler(before);
      }

      assertThat(uncaught).hasValue(null);
      assertThat(log).containsExactly("stuck interrupted");
    }
  }

  @Nested
  class A_manual_time {
    private final VirtualTime time = VirtualTime.manual(START);
    private final VirtualTime shortLimit =
        VirtualTime.builder(START).manual().standstillAfter(SOON).build();

    @AfterEach
    void close() {
      time.close();
      shortLimit.close();
    }

    @Test
    void completes_all_work_that_a_timer_starts_before_the_next_timer() {
      participant(time, "a", Duration.ofSeconds(2), 3);
      participant(time, "b", Duration.ofSeconds(3), 2);

      time.advance(Duration.ofSeconds(4));

      assertThat(log).containsExactly("a@2", "b@3", "a@4");
      time.advance(Duration.ofSeconds(2));
      assertThat(log).hasSize(5);
      assertThat(time.instant()).isEqualTo(START.plusSeconds(6));
    }

    @Test
    void does_not_advance_by_itself() {
      timer(time, Duration.ZERO, "fired");
      assertThat(log).isEmpty();

      time.advance(Duration.ZERO);

      assertThat(log).containsExactly("fired@0");
    }

    @Test
    void does_not_wait_for_idle_threads_of_a_pool_even_if_no_timer_is_set() throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        Future<?> slept = pool.submit(() -> {
          time.sleep(SECOND);
          return log.add("slept");
        });
        while (log.isEmpty()) {
          time.advance(SECOND);
        }
        assertThat(slept.get()).isEqualTo(true);

        time.advance(Duration.ofMinutes(1));

        assertThat(log).containsExactly("slept");
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void does_not_wait_for_threads_that_have_ended() throws InterruptedException {
      Thread thread = new Thread(() -> {
        try {
          time.sleep(SECOND);
          log.add("slept");
        } catch (InterruptedException stopped) {
          log.add("stopped");
        }
      });
      thread.start();
      waiting(thread);

      time.advance(Duration.ofSeconds(2));

      thread.join();
      assertThat(log).containsExactly("slept");
    }

    @Test
    void fails_if_it_is_advanced_while_an_activity_does_not_finish() {
      PendingWork forgotten = shortLimit.begin("a forgotten activity");

      assertThatThrownBy(() -> shortLimit.advance(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a forgotten activity, which is bound to no thread");
      forgotten.close();
    }

    @Test
    void fails_if_the_thread_that_advances_it_waits_for_one_that_hangs() {
      hanging(shortLimit, "a hanging poll");

      assertThatThrownBy(() -> shortLimit.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("Not parked: a hanging poll, on ");
    }

    @Test
    void fails_if_the_thread_that_advances_it_waits_outside_the_time() {
      timer(shortLimit, SECOND, "never");

      assertThatThrownBy(() -> new CountDownLatch(1).await())
          .isInstanceOf(InterruptedException.class);

      assertThat(shortLimit.failure()).isNotNull();
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
    void advances_past_a_wait_outside_the_time() throws InterruptedException {
      CountDownLatch fired = new CountDownLatch(2);
      Timer first = time.timer("unused", fired::countDown);
      first.set(SECOND.toNanos());
      Timer second = time.timer("unused", fired::countDown);
      second.set(Duration.ofMinutes(5).toNanos());

      fired.await();

      assertThat(time.instant()).isEqualTo(START.plusSeconds(300));
    }

    @Test
    void waits_for_a_thread_that_runs() throws InterruptedException {
      CountDownLatch fired = new CountDownLatch(1);
      AtomicReference<Instant> worked = new AtomicReference<>();
      Thread busy = new Thread(() -> {
        try {
          time.sleep(SECOND);
        } catch (InterruptedException stopped) {
          log.add("stopped");
        }
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        worked.set(time.instant());
        fired.countDown();
      });
      busy.start();
      waiting(busy); // otherwise, the time might pass it before it has begun
      timer(time, Duration.ofSeconds(2), "later");

      fired.await();

      assertThat(worked).hasValue(START.plusSeconds(1));
    }

    @Test
    void never_treats_an_activity_as_idle() {
      VirtualTime shortLimit =
          VirtualTime.builder(START).standstillAfter(Duration.ofMillis(150)).build();
      hanging(shortLimit, "a poll");
      timer(shortLimit, SECOND, "never");

      assertThatThrownBy(() -> shortLimit.sleep(Duration.ofSeconds(2)))
          .hasMessageContaining("Not parked: a poll, on ");
      assertThat(shortLimit.instant()).isEqualTo(START);
      assertThat(log).doesNotContain("never@1");
    }

    @Test
    void advances_past_a_thread_that_waits_for_a_monitor() throws InterruptedException {
      Object monitor = new Object();
      Thread holder = new Thread(() -> {
        synchronized (monitor) {
          try {
            time.sleep(SECOND);
          } catch (InterruptedException stopped) {
            log.add("stopped");
          }
        }
      });
      holder.start();
      waiting(holder);

      synchronized (monitor) {
        assertThat(time.instant()).isEqualTo(START.plusSeconds(1));
      }
      holder.join();
    }

    @Test
    void that_fails_does_not_interrupt_a_thread_that_waited_in_it_only_earlier() throws Exception {
      VirtualTime shortLimit =
          VirtualTime.builder(START).standstillAfter(Duration.ofMillis(100)).build();
      CountDownLatch slept = new CountDownLatch(1);
      CountDownLatch done = new CountDownLatch(1);
      Thread thread = new Thread(() -> {
        try {
          shortLimit.sleep(SECOND);
          slept.countDown();
          done.await();
          log.add("done");
        } catch (InterruptedException stopped) {
          log.add("stopped");
        }
      });
      thread.start();
      slept.await();
      assertThatThrownBy(() -> shortLimit.await(new CompletableFuture<>()))
          .isInstanceOf(AssertionError.class);

      done.countDown();
      thread.join();

      assertThat(log).containsExactly("done");
    }

    @Test
    void jumps_to_a_change_that_has_no_timer() {
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
          log.add("stopped");
        }
        log.add("fired@" + time.since(0).toSeconds());
      });
      timer.set(SECOND.toNanos());

      time.sleep(Duration.ofMinutes(1));

      assertThat(log).containsExactly("fired@11");
    }
  }

  @Nested
  class A_closed_time {
    @Test
    void fires_nothing_and_fails_every_wait() {
      VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
      AtomicInteger fired = new AtomicInteger();
      Timer timer = time.timer("test", fired::incrementAndGet);
      timer.set(time.nanoTime() + 1);

      time.close();
      timer.set(time.nanoTime() + 2);

      time.begin("another").close();
      assertThat(fired).hasValue(0);
      assertThat(time.failure()).isNull();
      assertThatThrownBy(() -> time.sleep(SECOND))
          .isInstanceOf(AssertionError.class)
          .hasMessage("This virtual time has ended with its test.");
    }
  }

  @Nested
  class Randomness {
    private final VirtualTime time = VirtualTime.builder(START).seed(7).build();

    @Test
    void depends_only_on_seed_and_key() {
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
  void a_standstill_limit_of_zero_is_refused() {
    assertThatThrownBy(() -> VirtualTime.builder(START).standstillAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A virtual time cannot fail after standing still for PT0S: use 1 ms or more.");
  }
}
