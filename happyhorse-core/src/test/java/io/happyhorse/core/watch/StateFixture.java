package io.happyhorse.core.watch;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The state of a watcher without threads: a test sets the time of each event and reads the effects. */
final class StateFixture {
  static final TaskId A = TaskId.of("A");
  static final TaskId B = TaskId.of("B");
  private static final long INTERVAL = Duration.ofSeconds(15).toNanos();

  final Waits waits;
  final List<Poll> polls = new ArrayList<>();
  private double now;

  /** A recipient that is never notified; tests read its effects instead. */
  record Recipient(boolean isListening) implements WaitRecipient {
    @Override
    public boolean enqueue(Effect.ToRecipient effect) {
      return false;
    }

    @Override
    public void drain() {}
  }

  private static final class NoPort implements TaskQueryPort {
    @Override
    public VideoTask query(TaskId id, Duration within) {
      throw new IllegalStateException("The state queries no port.");
    }

    @Override
    public URI origin() {
      return URI.create("https://gateway");
    }
  }

  StateFixture(int maxInFlight, double ratePerSecond) {
    waits = new Waits(new WatcherSettings(
        new NoPort(),
        TimeSource.system(),
        PollSchedule.defaults(),
        maxInFlight,
        ratePerSecond,
        GiveUpPolicy.defaults(),
        null,
        null,
        null));
  }

  StateFixture() {
    this(8, 1_000);
  }

  static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  /** Sets the time of the next events. */
  StateFixture at(double second) {
    now = second;
    return this;
  }

  long now() {
    return nanos(now);
  }

  OpenWait watch(TaskId id, WaitOptions options) {
    return waits.watch(id, options, new Recipient(options.listener() != null), 0, now());
  }

  OpenWait watch(TaskId id) {
    return watch(id, WaitOptions.within(Duration.ofMinutes(30)));
  }

  /** Starts a poll on a worker that returns this observation. */
  void observed(Poll poll, VideoTask observation) {
    begin(poll);
    waits.observed(
        poll,
        observation,
        poll.task.state().on(observation, poll.task.elapsed(now())),
        INTERVAL,
        now());
  }

  void observed(Poll poll, String word) {
    observed(poll, observation(poll.task.id, word));
  }

  private void begin(Poll poll) {
    if (waits.begin(poll, now()) == poll.isAbandoned()) {
      throw new IllegalStateException("A poll starts unless it is abandoned.");
    }
  }

  void failed(Poll poll, QueryException error) {
    begin(poll);
    waits.failed(poll, error, INTERVAL, now());
  }

  static VideoTask observation(TaskId id, String word) {
    return Responses.observation(id, word, Instant.EPOCH);
  }

  /** Processes everything that is due and returns the effects, each as a verb with its task. */
  List<String> effects() {
    waits.passTo(now());
    return waits.takeEffects().stream().map(this::text).toList();
  }

  private String text(Effect effect) {
    if (effect instanceof Effect.StartPoll start) {
      polls.add(start.poll());
      return "poll " + start.poll().task.id;
    }
    if (effect instanceof Effect.Interrupt interrupt) {
      return "interrupt " + interrupt.poll().task.id;
    }
    if (effect instanceof Effect.Plan plan) {
      return "plan " + plan.task().id;
    }
    if (effect instanceof Effect.Leave leave) {
      return "leave " + leave.task().id;
    }
    if (effect instanceof Effect.Publish publish) {
      return "publish " + publish.event().getClass().getSimpleName();
    }
    return effect instanceof Effect.ToRecipient notification ? text(notification) : "add worker";
  }

  private static String text(Effect.ToRecipient effect) {
    String what = effect instanceof Effect.Fail fail
        ? fail.error().getClass().getSimpleName()
        : effect.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    return what + " " + effect.openWait().task.id;
  }

  /** Returns the poll that was started last. */
  Poll last() {
    return polls.get(polls.size() - 1);
  }

  /** Returns the second at which the next event is due. */
  double next() {
    return waits.nextAt(now()) / 1e9;
  }
}
