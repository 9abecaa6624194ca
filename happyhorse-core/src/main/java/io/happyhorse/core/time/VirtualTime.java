package io.happyhorse.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A time source for tests in which time passes only while everything waits: hours of waiting take milliseconds.
 *
 * <p>It tracks <em>participants</em>: the thread that created it and all {@linkplain #begin pending work}, such as each poll and each
 * callback of a watcher. A participant is <em>parked</em> while its thread waits in a way known to this time: in {@link #sleep}, in
 * {@link #await}, in a {@link TimedFuture}, or in a wait built on them, such as a handle's {@code join()}. When all participants are
 * parked, the time jumps to the next timer.
 *
 * <ul>
 *   <li>A {@link #lenient lenient} time also treats a thread as parked if it waits in an unknown way, such as in a {@code
 *       CountDownLatch}, and nothing has moved for about 30 ms of real time. Such a jump costs these 30 ms. A thread that runs, waits
 *       for a network response or loads a class does not count as parked. Neither does pending work, so a callback of a watcher must
 *       wait in a known way. A thread that has waited in this time is a participant from then on, until it is idle.
 *   <li>A {@link #strict strict} time moves only for known waits, so every run is the same.
 *   <li>A {@link #manual manual} time moves only by {@link #advance}, which waits until everything that a timer started has
 *       finished or is idle before it moves to the next timer.
 * </ul>
 *
 * <p>The time fails if something waits for it and it does not move for 30 s of real time, or four times as long while a
 * participant waits for the network. Waits in it and its futures then end with an {@link AssertionError} that lists each
 * participant that is not parked, with its stack, and what to do. The participants are interrupted.
 *
 * <p>Thread-safe. Close it at the end of the test.
 */
public final class VirtualTime implements TimeSource, AutoCloseable {
  private final Instant start;
  private final VirtualClock clock;
  private final long seed;

  VirtualTime(Instant start, VirtualClock clock, long seed) {
    this.start = start;
    this.clock = clock;
    this.seed = seed;
  }

  /** Returns a lenient time with the defaults of {@link #builder}. */
  public static VirtualTime lenient(Instant start) {
    return builder(start).build();
  }

  /** Returns a strict time with the defaults of {@link #builder}. */
  public static VirtualTime strict(Instant start) {
    return builder(start).strict().build();
  }

  /** Returns a time with the defaults of {@link #builder}, which moves only by {@link #advance}. */
  public static VirtualTime manual(Instant start) {
    return builder(start).manual().build();
  }

  /**
   * Returns a builder with the defaults: lenient, seed 0, failing after 30 s of standstill. The thread that builds the time is its first
   * participant.
   *
   * @param start the first value of {@link #instant()}
   */
  public static VirtualTimeBuilder builder(Instant start) {
    return new VirtualTimeBuilder(start);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanoTime());
  }

  @Override
  public long nanoTime() {
    return clock.passed();
  }

  @Override
  public PendingWork begin(Object what) {
    return clock.enrolment().begin(what, Participant.Kind.WORK);
  }

  /** Begins a stage of a future on an executor, which may drop the stage. */
  PendingWork beginStage() {
    return clock.enrolment().begin("an asynchronous stage of a future", Participant.Kind.STAGE);
  }

  @Override
  public Timer timer(String name, Runnable onFire) {
    return new VirtualTimer(clock, onFire);
  }

  @Override
  public void sleep(Duration pause) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before sleeping");
    }
    if (pause.isNegative() || pause.isZero()) {
      return;
    }
    new Waiter(clock).park(pause);
  }

  @Override
  public <T> T await(CompletableFuture<T> future) throws ExecutionException, InterruptedException {
    if (!future.isDone()) {
      waiterFor(future).park();
    }
    return future.get();
  }

  @Override
  public <T> T await(CompletableFuture<T> future, Duration atMost)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (!future.isDone() && !atMost.isNegative() && !atMost.isZero()) {
      waiterFor(future).park(atMost);
    }
    if (!future.isDone()) {
      throw new TimeoutException("not completed within " + atMost + " of virtual time");
    }
    return future.get();
  }

  private Waiter waiterFor(CompletableFuture<?> future) {
    Waiter waiter = new Waiter(clock);
    CompletableFuture<?> unused = future.whenComplete((value, error) -> waiter.wake());
    return waiter;
  }

  /**
   * Returns a random generator that depends only on the seed and the key.
   *
   * @param key the purpose; parts are compared by their {@code toString()}
   * @return a new generator, which returns the same numbers for the same seed and key
   */
  @Override
  public RandomGenerator random(Object... key) {
    return new SplittableRandom(Seed.of(seed, key));
  }

  /** {@return the seed of {@link #random}} */
  public long seed() {
    return seed;
  }

  /**
   * Moves the time, timer by timer, and lets all participants but the calling thread park before each of them and at the end.
   *
   * @param duration the duration; zero fires the timers that are due now
   * @throws AssertionError if the time fails because a participant neither parks nor finishes
   */
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /**
   * Adds a source of events that depend on this time but set no timer, such as the tasks of a fake gateway. If all threads are
   * idle, a lenient time jumps to the next event, so that code with a scheduler of its own can observe it.
   *
   * @param next returns the instant of the next event after the given instant, or null if there is none; must not block or wait
   */
  public void addSource(Function<Instant, @Nullable Instant> next) {
    clock.addSource(passed -> {
      Instant change = next.apply(start.plusNanos(passed));
      return change == null
          ? VirtualClock.NEVER
          : Duration.between(start, change).toNanos();
    });
  }

  /** Registers a future, which ends with the error of this time if the time fails. */
  void know(TimedFuture<?> future) {
    clock.know(future);
  }

  /**
   * Closes this time at the end of a test: timers no longer fire, the watchdog stops, and every wait in the time fails.
   */
  @Override
  public void close() {
    clock.close();
  }

  /** {@return the error with which this time has failed; null if it has not failed} */
  public @Nullable AssertionError failure() {
    return clock.failure();
  }

  /** Returns the present instant. */
  @Override
  public String toString() {
    return "VirtualTime[" + instant() + "]";
  }
}
