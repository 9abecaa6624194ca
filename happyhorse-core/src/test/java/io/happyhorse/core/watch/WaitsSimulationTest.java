package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulates 10,000 tasks and a gateway with seeded faults and an outage without threads: every wait ends exactly once, with its own
 * task.
 */
class WaitsSimulationTest {
  private static final int TASKS = 10_000;
  private static final long OUTAGE_FROM = StateFixture.nanos(20);
  private static final long OUTAGE_TO = StateFixture.nanos(80);

  /** An event of the simulation. */
  private record Event(long at, Runnable action) {}

  /** The workers and the gateway of one simulation. */
  private static final class Simulation {
    private final Random random;
    private final StateFixture state = new StateFixture(200, 5_000);
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final Map<OpenWait, List<TaskId>> ends = new HashMap<>();
    private final List<OpenWait> waits = new ArrayList<>();
    private int outages;
    private long now;

    Simulation(long seed) {
      random = new Random(seed);
    }

    void run() {
      for (int task = 0; task < TASKS; task++) {
        begin(TaskId.of("t" + task));
      }
      runEffects();
      while (!events.isEmpty() || nextDue() != Long.MAX_VALUE) {
        if (!events.isEmpty() && events.peek().at <= nextDue()) {
          Event event = events.remove();
          now = Math.max(now, event.at);
          event.action.run();
        } else {
          now = Math.max(now, nextDue());
        }
        runEffects();
      }
    }

    private long nextDue() {
      return state.waits.nextAt(now);
    }

    private void begin(TaskId id) {
      int waitsForIt = random.nextInt(10) == 0 ? 2 : 1;
      for (int wait = 0; wait < waitsForIt; wait++) {
        OpenWait open = state.waits.watch(
            id,
            WaitOptions.within(Duration.ofSeconds(20 + random.nextInt(1_200))),
            new StateFixture.Recipient(false),
            0,
            now);
        waits.add(open);
        if (random.nextInt(20) == 0) {
          later(random.nextInt(600), () -> state.waits.end(open, WaitStoppedException::new, now));
        }
        if (random.nextInt(20) == 0) {
          later(random.nextInt(200), () -> state.waits.nudge(id, now));
        }
      }
    }

    private void later(double seconds, Runnable action) {
      events.add(new Event(now + StateFixture.nanos(seconds), action));
    }

    private void runEffects() {
      state.waits.passTo(now);
      for (Effect effect : state.waits.takeEffects()) {
        if (effect instanceof Effect.StartPoll start) {
          later(random.nextDouble() * 0.2, () -> send(start.poll()));
        } else if (effect instanceof Effect.Plan plan) {
          later(0, () -> state.waits.planned(plan.task(), StateFixture.nanos(15), now));
        } else if (effect instanceof Effect.Publish publish) {
          outages += isOutage(publish.event()) ? 1 : 0;
        } else if (effect instanceof Effect.Finish finish) {
          ended(finish, finish.task().id());
        } else if (effect instanceof Effect.Fail fail) {
          ended(fail, fail.error().taskId());
        }
      }
    }

    private static boolean isOutage(WatcherEvent event) {
      return event instanceof WatcherEvent.Paused paused
          && paused.error() instanceof GatewayUnavailableException;
    }

    private void ended(Effect.ToRecipient effect, TaskId taskId) {
      ends.computeIfAbsent(effect.openWait(), wait -> new ArrayList<>()).add(taskId);
    }

    private void send(Poll poll) {
      if (!state.waits.begin(poll, now)) {
        state.waits.neverSent(poll, now);
        return;
      }
      boolean stuck = random.nextInt(2_000) == 0;
      later(stuck ? 60 + random.nextInt(600) : random.nextDouble(), () -> respond(poll));
    }

    private void respond(Poll poll) {
      TaskId id = poll.task.id;
      if (now >= OUTAGE_FROM && now < OUTAGE_TO) {
        state.waits.failed(poll, Responses.error(id, 503, null), StateFixture.nanos(15), now);
      } else if (random.nextInt(8) == 0) {
        state.waits.failed(poll, fault(id), StateFixture.nanos(15), now);
      } else {
        VideoTask observation = observation(id);
        state.waits.observed(
            poll,
            observation,
            poll.task.state().on(observation, poll.task.elapsed(now)),
            StateFixture.nanos(15),
            now);
      }
    }

    private VideoTask observation(TaskId id) {
      return switch (random.nextInt(12)) {
        case 0 -> StateFixture.observation(id, "SUCCESS");
        case 1 -> StateFixture.observation(id, "succeeded"); // without a link
        case 2 ->
          VideoTask.builder(id, "FAILURE", Instant.EPOCH)
              .failure(new TaskFailure("broken"))
              .build();
        case 3 -> StateFixture.observation(id, "EXPIRED");
        default -> StateFixture.observation(id, random.nextBoolean() ? "QUEUED" : "IN_PROGRESS");
      };
    }

    private QueryException fault(TaskId id) {
      QueryDetails details = QueryDetails.of(id);
      return switch (random.nextInt(400)) {
        case 0 -> Responses.error(id, 429, Duration.ofSeconds(1));
        case 1 -> new UnauthorizedException(details);
        case 2, 3, 4, 5 -> new TaskNotFoundException(details);
        default ->
          random.nextBoolean()
              ? new NetworkException("reset", details, null)
              : MalformedResponseException.webPage(details);
      };
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void every_wait_ends_once_with_its_own_task(long seed) {
    Simulation simulation = new Simulation(seed);

    simulation.run();

    assertThat(simulation.outages).isPositive();
    assertThat(simulation.ends).hasSameSizeAs(simulation.waits);
    assertThat(simulation.waits)
        .allSatisfy(wait -> assertThat(simulation.ends.get(wait)).containsExactly(wait.task.id));
    assertThat(simulation.state.waits.snapshot(simulation.now))
        .returns(0, WatcherSnapshot::tasks)
        .returns(0, WatcherSnapshot::inFlight);
  }
}
