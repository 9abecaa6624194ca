package io.happyhorse.core.schedule;

import static io.happyhorse.core.schedule.CompletionTimesFixture.SUBMITTED;
import static io.happyhorse.core.schedule.CompletionTimesFixture.queued;
import static io.happyhorse.core.schedule.CompletionTimesFixture.runningSince;
import static io.happyhorse.core.schedule.CompletionTimesFixture.taskFinished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form of completion times. */
class CompletionTimesFileTest {
  private final CompletionTimesFixture fixture = new CompletionTimesFixture();

  @Test
  void is_saved_and_loaded_without_loss() {
    for (int i = 0; i < 200; i++) {
      fixture.times.add(fixture.nextTask(
          "a kind\tof its own", fixture.lognormal(150, 0.3), fixture.lognormal(90, 0.1)));
    }
    fixture.learn(30, () -> fixture.lognormal(100, 0.25));
    fixture.times.add(runningSince("asyntask_running", Instant.ofEpochSecond(SUBMITTED), 40.5));

    CompletionTimes loaded = new CompletionTimes().load(fixture.times.save());

    assertThat(loaded.save())
        .isEqualTo(fixture.times.save())
        .startsWith("happyhorse completion times 2\n");
    assertThat(loaded.eta(queued(50), Duration.ZERO, 0.8))
        .isEqualTo(fixture.times.eta(queued(50), Duration.ZERO, 0.8));
  }

  @Test
  void is_read_from_version_1() {
    fixture.times.load("""
        happyhorse completion times 1
        whole:generate\t90.0\t110.5
        any:\t90.0\t110.5
        rendering:a+kind%09of+its+own\t60.0
        """);

    assertThat(fixture.times.save()).isEqualTo("""
        happyhorse completion times 2
        whole:generate\t-2:90.0\t-1:110.5
        any:\t-2:90.0\t-1:110.5
        rendering:a+kind%09of+its+own\t-1:60.0
        """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "something else"})
  void is_not_read_from_another_text(String text) {
    assertThatThrownBy(() -> fixture.times.load(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Line 1 is not 'happyhorse completion times 2': this text was not saved by CompletionTimes.");
  }

  @Test
  void selects_the_tasks_of_a_minute_as_the_history_did() {
    CompletionTimes loaded = loadedAmidBurst();
    String saved = loaded.save();

    for (int i = 0; i < 300; i += 2) {
      loaded.add(runningSince("asyntask_" + i, Instant.ofEpochSecond(SUBMITTED), 40));
    }

    assertThat(loaded.save()).isEqualTo(saved);
  }

  /** Returns a loaded history of 300 tasks, half of which have ended; the others have run for 40 s. */
  private CompletionTimes loadedAmidBurst() {
    Instant submit = Instant.ofEpochSecond(SUBMITTED);
    for (int i = 0; i < 300; i++) {
      fixture.times.add(
          i % 2 == 0
              ? runningSince("asyntask_" + i, submit, 40)
              : taskFinished("asyntask_" + i, submit, "generate", 30.0, null));
    }
    return new CompletionTimes().load(fixture.times.save());
  }

  @Test
  void holds_no_more_running_tasks_than_a_history() {
    String running = IntStream.range(0, 10_005)
        .mapToObj(task -> (1777343862 + task) + ":5.0+asyntask_" + task)
        .collect(Collectors.joining("\t"));
    String saved = new CompletionTimes()
        .load("happyhorse completion times 2\nwhole:generate\t" + running)
        .save();

    assertThat(saved.chars().filter(character -> character == '+')).hasSize(10_000);
  }

  @Test
  void does_not_change_the_history_if_a_line_is_invalid() {
    String header = "happyhorse completion times 2\nwhole:generate\t5:100\n";

    assertThatThrownBy(() -> fixture.times.load(header + "nonsense\t1"))
        .hasMessage("Line 3 names no stage and kind: 'nonsense'.");
    assertThatThrownBy(() -> fixture.times.load(header + "whole:%zz\t5:1"))
        .hasMessage("Line 3 names no stage and kind: 'whole:%zz'.");
    for (String broken : List.of("soon", "100", "5:soon", "5:-1", "x:1", "5:1+", "5:1+no id")) {
      assertThatThrownBy(() -> fixture.times.load(header + "whole:x\t5:1\t" + broken))
          .hasMessage("Line 3 has an invalid duration: '" + broken + "'.");
    }
    assertThatThrownBy(() -> fixture.times.load("happyhorse completion times 1\nwhole:x\t-1"))
        .hasMessage("Line 2 has an invalid duration: '-1'.");
    assertThat(fixture.times.save()).isEqualTo("happyhorse completion times 2\n");
  }
}
