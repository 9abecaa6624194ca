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
 * A time for tests that passes only while everything waits: hours of waiting take milliseconds.
 *
 * <p>It counts <em>participants</em>: the thread that made it, every {@link #begin activity}, and so each poll and each callback of
 * a watcher. A participant is <em>parked</em> while its thread waits in a way that this time knows: in {@link #sleep}, in
 * {@link #await}, in a {@link TimedFuture}, or in a wait built on them, such as a handle's {@code join()}. When all participants are
 * parked, the time jumps to the next timer.
 *
 * <ul>
 *   <li>A {@link #lenient lenient} time also takes a thread for parked when nothing has moved for about 30 ms of real time while it
 *       waits in a way that the time does not know, such as a {@code CountDownLatch}. Such a jump costs these 30 ms. A thread that runs,
 *       waits for a response from the network or loads a class never counts as parked, and neither does an activity, so a callback of
 *       a watcher must wait in a known way. Threads that wait in the time once take part from then on, until they are idle.
 *   <li>A {@link #strict strict} time jumps for known waits only, so every run is the same.
 *   <li>A {@link #manual manual} time moves by {@link #advance} alone, which lets everything that a timer starts finish, or be idle,
 *       before it goes to the next.
 * </ul>
 *
 * <p>If something waits for the time to move and it does not for 30 s of real time (four times as long while a participant waits for the
 * network), it fails: waits in it and futures that it knows
 * end with an {@link AssertionError} that names each participant that is not parked, with its stack, and what to do. The participants
 * are interrupted.
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

  /**
   * Returns a lenient time that advances by itself.
   *
   * @param start the first value of {@link #instant()}
   * @return the time, with the calling thread as its first participant
   */
  public static VirtualTime lenient(Instant start) {
    return builder(start).build();
  }

  /**
   * Returns a strict time that advances by itself.
   *
   * @param start the first value of {@link #instant()}
   * @return the time, with the calling thread as its first participant
   */
  public static VirtualTime strict(Instant start) {
    return builder(start).strict().build();
  }

  /**
   * Returns a time that moves by {@link #advance} alone.
   *
   * @param start the first value of {@link #instant()}
   * @return the time, with the calling thread as its first participant
   */
  public static VirtualTime manual(Instant start) {
    return builder(start).manual().build();
  }

  /**
   * Returns a builder with the defaults: lenient, seed 0, failing after 30 s of standstill.
   *
   * @param start the first value of {@link #instant()}
   * @return the builder
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
    return clock.begin(what, Participant.Kind.WORK);
  }

  /** Begins a stage of a future on an executor that may drop it. */
  PendingWork beginStage() {
    return clock.begin("an asynchronous stage of a future", Participant.Kind.STAGE);
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
    Waiter waiter = new Waiter(clock);
    TimerQueue.Timer timer = clock.setAfter(pause, waiter::wake);
    try {
      waiter.park();
    } finally {
      clock.cancel(timer);
    }
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
      Waiter waiter = waiterFor(future);
      TimerQueue.Timer timer = clock.setAfter(atMost, waiter::wake);
      try {
        waiter.park();
      } finally {
        clock.cancel(timer);
      }
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
   * Returns random numbers that depend on the seed and the key alone.
   *
   * @param key what they are for; parts are told apart by their {@code toString()}
   * @return a new generator, which always begins with the same numbers for the same seed and key
   */
  @Override
  public RandomGenerator random(Object... key) {
    return new SplittableRandom(Seed.of(seed, key));
  }

  /**
   * Returns the seed of {@link #random}.
   *
   * @return the seed
   */
  public long seed() {
    return seed;
  }

  /**
   * Moves the time, timer by timer, and lets all participants but the calling thread park before each of them and at the end.
   *
   * @param duration how far; zero fires what is due by now
   * @throws AssertionError if a participant neither parks nor finishes before the time fails
   */
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /**
   * Adds something that changes with this time but sets no timer, such as a task of a fake gateway. A lenient time that finds every
   * thread idle jumps to the next such change, so that code with a scheduler of its own sees it.
   *
   * @param next given the present, returns the instant of the next change, or null if none is to come; must neither block nor wait
   */
  public void addSource(Function<Instant, @Nullable Instant> next) {
    clock.addSource(passed -> {
      Instant change = next.apply(start.plusNanos(passed));
      return change == null
          ? VirtualClock.NEVER
          : Duration.between(start, change).toNanos();
    });
  }

  /** Lets a future end with the error of this time, should the time fail. */
  void know(TimedFuture<?> future) {
    clock.know(future);
  }

  /**
   * Ends this time, at the end of a test: no timer fires any more, nothing is watched or interrupted, and every wait in it fails.
   */
  @Override
  public void close() {
    clock.close();
  }

  /**
   * Returns why this time has failed.
   *
   * @return the error, or null if it has not failed
   */
  public @Nullable AssertionError failure() {
    return clock.failure();
  }

  /** Returns the present instant. */
  @Override
  public String toString() {
    return "VirtualTime[" + instant() + "]";
  }
}
