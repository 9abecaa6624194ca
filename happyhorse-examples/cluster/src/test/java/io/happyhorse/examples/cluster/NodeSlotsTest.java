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

/** Nodes that share a budget, on a clock that only the test moves: no result depends on the speed of the machine. */
class NodeSlotsTest {
  private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");
  private static final long MILLI = 1_000_000;
  private static final int RATE = 100;

  private final MemoryBudget budget = new MemoryBudget();
  private long nanos;
  private NodeSlots here;
  private NodeSlots there;

  /** The row of the database; reading and changing it takes a while. */
  private final class MemoryBudget implements BudgetStore {
    private BudgetState state = BudgetState.begin(RATE, BEGIN);
    private long latency;

    @Override
    public Reading read() {
      Reading reading = new Reading(state, now());
      nanos += latency;
      return reading;
    }

    @Override
    public Reading change(Change change) {
      state = change.of(state, now());
      return read();
    }
  }

  private Instant now() {
    return BEGIN.plusNanos(nanos);
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
    nanos = Math.max(nanos, Duration.between(BEGIN, slot.at()).toNanos());
  }

  /** Lets a node send for a second, as 20 threads do that each wait for a slot of their own. Returns when it sent. */
  private List<Long> sendForASecond(NodeSlots node) throws SQLException {
    List<Long> sent = new ArrayList<>();
    long end = nanos + 1_000 * MILLI;
    while (nanos < end) {
      Slot slot = node.next(20);
      if (slot == null) {
        nanos += NodeSlots.LOOK_AGAIN.toNanos();
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
  void no_node_sends_later_than_half_a_second_after_another_began_a_pause(long latencyMillis)
      throws SQLException {
    assertThat(sendForASecond(there)).isNotEmpty();
    here.change(BudgetEvents.pause(Duration.ofMinutes(1)));
    long paused = nanos;
    budget.latency = latencyMillis * MILLI;

    assertThat(sendForASecond(there))
        .allSatisfy(sent -> assertThat(sent - paused).isLessThan(500 * MILLI));
    assertThat(sendForASecond(there)).isEmpty();
  }

  @Test
  void what_a_slow_database_has_said_more_than_half_a_second_ago_permits_nothing()
      throws SQLException {
    Slot slot = slotOf(there);
    nanos += 201 * MILLI; // so that it has to be read again
    budget.latency = 501 * MILLI;

    assertThat(there.mayUse(new Slot(now().plusMillis(501), slot.isProbe()))).isFalse();
    budget.latency = 499 * MILLI;
    assertThat(there.mayUse(new Slot(now().plusMillis(499), slot.isProbe()))).isTrue();
  }

  @Test
  void slots_that_were_reserved_before_a_pause_are_lost() throws SQLException {
    Slot first = slotOf(there);
    there.change(BudgetEvents.pause(Duration.ofSeconds(2)));

    assertThat(there.mayUse(first)).isFalse();
    assertThat(there.next(20)).isNull();
    nanos += 2_000 * MILLI;
    assertThat(slotOf(there).at()).isEqualTo(BEGIN.plusSeconds(2));
  }

  @Test
  void while_the_gateway_is_down_all_nodes_together_send_a_probe_every_2_s() throws SQLException {
    here.change(BudgetEvents.outage());
    List<Long> sent = new ArrayList<>();
    for (int second = 0; second < 21; second++) {
      sent.addAll(sendForASecond(second % 2 == 0 ? here : there));
    }

    assertThat(sent).hasSizeBetween(8, 10);
    for (int probe = 1; probe < sent.size(); probe++) {
      assertThat(sent.get(probe) - sent.get(probe - 1)).isGreaterThanOrEqualTo(2_000 * MILLI);
    }
  }

  @Test
  void slots_that_came_while_the_process_stood_still_are_lost() throws SQLException {
    Slot first = slotOf(there);
    Slot second = slotOf(there);
    nanos += 9_000 * MILLI;

    assertThat(there.mayUse(first)).isFalse();
    assertThat(there.mayUse(second)).isFalse();
    assertThat(sendForASecond(there)).hasSizeBetween(RATE, RATE * 11 / 10);
  }

  /** Threads wake late: by up to the first number of ms and, one time in twenty, by up to the second. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0.97", "5, 60, 0.97", "40, 95, 0.97", "40, 400, 0.9"})
  void all_nodes_keep_the_mean_and_a_second_has_an_eighth_more_at_most(
      int late, int latest, double least) throws SQLException {
    int seconds = 60;
    List<Long> sent = new Machine(late, latest).run(seconds * 1_000L * MILLI);

    assertThat((double) sent.size()).isBetween(least * RATE * seconds, 1.01 * RATE * seconds);
    assertThat(SentTimes.worstSecond(sent.stream().map(sentAt -> sentAt / MILLI).toList()))
        .isLessThanOrEqualTo(RATE * 9 / 8);
  }

  /** Three nodes of 20 threads on a machine on which threads wake late. */
  private final class Machine {
    private static final int THREADS = 60;

    private final Random chance = new Random(5);
    private final List<NodeSlots> nodes = List.of(here, there, node());
    private final Queue<Wake> wakes = new PriorityQueue<>(Comparator.comparing(Wake::at));
    private final int late;
    private final int latest;

    /** A thread, when it wakes, and the slot that it waits for; none if it has to get one. */
    private record Wake(long at, int thread, @Nullable Slot slot) {}

    Machine(int late, int latest) throws SQLException {
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
          ? nanos + NodeSlots.LOOK_AGAIN.toNanos()
          : Math.max(nanos, Duration.between(BEGIN, slot.at()).toNanos());
      int bound = chance.nextInt(20) == 0 ? latest : late;
      return new Wake(at + (long) (chance.nextDouble() * bound * MILLI), thread, slot);
    }
  }
}
