package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.cluster.BudgetState.Slot;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that share a budget. Only the test advances the clock, so no result depends on the speed of the machine. */
class NodeSlotsTest {
  private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int RATE = 100;

  private final InMemoryBudget budget = new InMemoryBudget();
  private long nanos;
  private NodeSlots here;
  private NodeSlots there;

  /** A budget in memory. Reading and changing it advances the clock by the latency. */
  private final class InMemoryBudget implements BudgetStore {
    private BudgetState state = BudgetState.begin(RATE, START);
    private long latency;

    @Override
    public Reading read() {
      Reading reading = new Reading(state, now());
      nanos += latency;
      return reading;
    }

    @Override
    public Reading change(Change change) {
      state = change.apply(state, now());
      return read();
    }
  }

  private Instant now() {
    return START.plusNanos(nanos);
  }

  private NodeSlots node() throws SQLException {
    return new NodeSlots(budget, new DatabaseClock(now(), () -> nanos));
  }

  @BeforeEach
  void start_two_nodes() throws SQLException {
    here = node();
    there = node();
  }

  private static Slot slotOf(NodeSlots node) throws SQLException {
    return Objects.requireNonNull(node.next(20));
  }

  private void moveTo(Slot slot) {
    nanos = Math.max(nanos, Duration.between(START, slot.at()).toNanos());
  }

  /** Lets a node with 20 waiting threads send requests for a second. Returns their times. */
  private List<Long> sendForASecond(NodeSlots node) throws SQLException {
    List<Long> sent = new ArrayList<>();
    long end = nanos + 1_000 * NANOS_PER_MILLI;
    while (nanos < end) {
      Slot slot = node.next(20);
      if (slot == null) {
        nanos += NodeSlots.REFRESH_AFTER.toNanos();
        continue;
      }
      moveTo(slot);
      if (node.mayUse(slot)) {
        sent.add(nanos);
      }
    }
    return sent;
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "30", "190"})
  void every_node_stops_sending_within_half_a_second_of_a_pause(long latencyMillis)
      throws SQLException {
    assertThat(sendForASecond(there)).isNotEmpty();
    here.change(BudgetEvents.pause(Duration.ofMinutes(1)));
    long paused = nanos;
    budget.latency = latencyMillis * NANOS_PER_MILLI;

    assertThat(sendForASecond(there))
        .allSatisfy(sent -> assertThat(sent - paused).isLessThan(500 * NANOS_PER_MILLI));
    assertThat(sendForASecond(there)).isEmpty();
  }

  @Test
  void a_budget_that_was_read_more_than_half_a_second_ago_permits_nothing() throws SQLException {
    Slot slot = slotOf(there);
    nanos += 201 * NANOS_PER_MILLI; // the budget must be read again
    budget.latency = 501 * NANOS_PER_MILLI;

    assertThat(there.mayUse(new Slot(now().plusMillis(501), slot.isProbe()))).isFalse();
    budget.latency = 499 * NANOS_PER_MILLI;
    assertThat(there.mayUse(new Slot(now().plusMillis(499), slot.isProbe()))).isTrue();
  }

  @Test
  void slots_that_were_reserved_before_a_pause_are_discarded() throws SQLException {
    Slot first = slotOf(there);
    there.change(BudgetEvents.pause(Duration.ofSeconds(2)));

    assertThat(there.mayUse(first)).isFalse();
    assertThat(there.next(20)).isNull();
    nanos += 2_000 * NANOS_PER_MILLI;
    assertThat(slotOf(there).at()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void while_the_gateway_is_down_all_nodes_together_send_one_probe_at_a_time() throws SQLException {
    here.change(BudgetEvents.outage());
    List<Long> sent = new ArrayList<>();
    for (int second = 0; second < 21; second++) {
      sent.addAll(sendForASecond(second % 2 == 0 ? here : there));
    }

    assertThat(sent).hasSize(17);
    for (int probe = 1; probe < sent.size(); probe++) {
      assertThat(sent.get(probe) - sent.get(probe - 1))
          .isGreaterThanOrEqualTo(1_000 * NANOS_PER_MILLI);
    }
  }

  @Test
  void slots_whose_time_passes_while_the_process_is_suspended_are_discarded() throws SQLException {
    Slot first = slotOf(there);
    Slot second = slotOf(there);
    nanos += 9_000 * NANOS_PER_MILLI;

    assertThat(there.mayUse(first)).isFalse();
    assertThat(there.mayUse(second)).isFalse();
    assertThat(sendForASecond(there)).hasSizeBetween(RATE, RATE * 11 / 10);
  }

  /** Each thread wakes late: by up to {@code late} ms, and one time in twenty by up to {@code latest} ms. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0.97", "5, 60, 0.97", "40, 95, 0.97", "40, 400, 0.9"})
  void all_nodes_together_reach_the_rate_and_exceed_it_by_at_most_an_eighth_in_any_second(
      int late, int latest, double minimumShare) throws SQLException {
    int seconds = 60;
    List<Long> sent = new BusyMachine(late, latest).run(seconds * 1_000L * NANOS_PER_MILLI);

    assertThat((double) sent.size())
        .isBetween(minimumShare * RATE * seconds, 1.01 * RATE * seconds);
    assertThat(RequestTimeLog.busiestSecond(
            sent.stream().map(sentAt -> sentAt / NANOS_PER_MILLI).toList()))
        .isLessThanOrEqualTo(RATE * 9 / 8);
  }

  /** Simulates three nodes with 20 threads each on a busy machine, where threads wake late. */
  private final class BusyMachine {
    private static final int THREADS = 60;

    private final Random random = new Random(5);
    private final List<NodeSlots> nodes = List.of(here, there, node());
    private final Queue<Wake> wakes = new PriorityQueue<>(Comparator.comparing(Wake::at));
    private final int late;
    private final int latest;

    /** When a thread wakes, and the slot that it waits for; null if it has none yet. */
    private record Wake(long at, int thread, @Nullable Slot slot) {}

    BusyMachine(int late, int latest) throws SQLException {
      this.late = late;
      this.latest = latest;
      for (int thread = 0; thread < THREADS; thread++) {
        wakes.add(new Wake(nanos, thread, null));
      }
    }

    List<Long> run(long end) throws SQLException {
      List<Long> sent = new ArrayList<>();
      while (nanos < end) {
        Wake wake = wakes.remove();
        nanos = Math.max(nanos, wake.at());
        NodeSlots node = nodes.get(wake.thread() % nodes.size());
        Slot slot = wake.slot();
        if (slot != null && node.mayUse(slot)) {
          sent.add(nanos);
        }
        wakes.add(next(node, wake.thread()));
      }
      return sent;
    }

    private Wake next(NodeSlots node, int thread) throws SQLException {
      Slot slot = node.next(20);
      long at = slot == null
          ? nanos + NodeSlots.REFRESH_AFTER.toNanos()
          : Math.max(nanos, Duration.between(START, slot.at()).toNanos());
      int bound = random.nextInt(20) == 0 ? latest : late;
      return new Wake(at + (long) (random.nextDouble() * bound * NANOS_PER_MILLI), thread, slot);
    }
  }
}
