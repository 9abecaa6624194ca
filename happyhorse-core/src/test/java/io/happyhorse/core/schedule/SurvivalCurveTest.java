package io.happyhorse.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurvivalCurveTest {
  private static final double STEP = 0.01;

  private final SurvivalCurve curve = new SurvivalCurve();
  private int tasks;

  private void ended(double seconds) {
    ended(tasks, seconds);
  }

  private void ended(long submitted, double seconds) {
    curve.ended(nextId(), submitted, seconds);
  }

  private TaskId running(double seconds) {
    TaskId id = nextId();
    curve.running(id, tasks, seconds);
    return id;
  }

  private TaskId nextId() {
    return TaskId.of("asyntask_" + tasks++);
  }

  private double interval(double age) {
    return curve.interval(age, 3, 60);
  }

  @Nested
  class The_interval {
    /** With a constant hazard h the interval d solves d d h = 2c. */
    @ParameterizedTest
    @ValueSource(doubles = {30, 60, 120})
    void is_the_root_of_twice_the_cost_over_the_hazard(double mean) {
      for (int i = 0; i < 1_000; i++) {
        ended(i * 7_919L % 1_000, -mean * Math.log(1 - (i + 0.5) / 1_000));
      }

      assertThat(interval(0)).isCloseTo(Math.sqrt(6 * mean), within(1.5));
      assertThat(interval(mean / 2)).isCloseTo(Math.sqrt(6 * mean), within(1.5));
    }

    /** Half of the tasks are observed only up to 40 s, whatever their duration: that must not change the hazard. */
    @Test
    void is_the_same_if_the_end_of_some_tasks_is_not_observed() {
      Random random = new Random(3);
      for (int i = 0; i < 1_000; i++) {
        double seconds = -60 * Math.log(1 - random.nextDouble());
        if (i % 2 == 0 && seconds > 40) {
          running(40);
        } else {
          ended(seconds);
        }
      }

      assertThat(interval(0)).isCloseTo(Math.sqrt(6 * 60), within(2.0));
      assertThat(interval(60)).isCloseTo(Math.sqrt(6 * 60), within(3.0));
    }

    @Test
    void is_within_its_bounds_at_any_age() {
      for (int i = 0; i < 500; i++) {
        ended(100);
        running(200);
      }

      for (double age = 0; age < 3_000; age += 0.7) {
        assertThat(interval(age)).isBetween(3.0, 60.01);
      }
    }

    /** Compared with an independent computation that adds up the hazard in small steps. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void is_the_first_at_which_its_length_times_the_hazard_in_it_reaches_twice_the_cost(long seed) {
      Random random = new Random(seed);
      double mean = 20 + 40 * random.nextDouble();
      for (int i = 0; i < 60; i++) {
        double seconds = -mean * Math.log(1 - random.nextDouble());
        if (i % 3 == 0) {
          running(seconds);
        } else {
          ended(seconds);
        }
      }

      for (double age = 0; age < 200; age += 12.3) {
        assertThat(interval(age)).as("at %s", age).isCloseTo(inSmallSteps(age), within(0.03));
      }
    }

    private double inSmallSteps(double age) {
      double hazard = 0;
      for (double to = age; to - age < 60; to += STEP) {
        hazard += hazardBetween(to - STEP, to, age);
        if ((to - age) * hazard >= 6) {
          return Math.max(3, to - age);
        }
      }
      return 60;
    }

    /** Returns the hazard of the tasks, and of one more whose survival beyond 60 s is 60 s over the time. */
    private double hazardBetween(double from, double to, double age) {
      double hazard = 0;
      double atRisk =
          curve.inOrder().stream().filter(task -> task.seconds() > from).count();
      for (Lifetime task : curve.inOrder()) {
        if (task.hasEnded() && task.seconds() > Math.max(from, age) && task.seconds() <= to) {
          double withTask = curve.inOrder().stream()
              .filter(other -> other.seconds() >= task.seconds())
              .count();
          hazard += 1 / (withTask - 0.5 + tail(task.seconds()));
        }
      }
      double lost = tail(Math.max(from, age)) - tail(to);
      return hazard + (to <= 60 ? 0 : lost / (atRisk + tail((Math.max(from, age) + to) / 2)));
    }

    private static double tail(double seconds) {
      return Math.min(1, 60 / seconds);
    }

    @Test
    void extends_to_the_time_at_which_all_tasks_end() {
      for (int i = 0; i < 100; i++) {
        ended(100);
      }

      assertThat(interval(50)).isCloseTo(50, within(0.1));
    }
  }

  @Nested
  class A_running_task {
    @Test
    void counts_once_with_its_greatest_age() {
      TaskId id = running(40);

      curve.running(id, 1, 90);
      curve.running(id, 1, 70);

      assertThat(curve.inOrder()).singleElement().extracting(Lifetime::seconds).isEqualTo(90.0);
    }

    @Test
    void is_replaced_by_its_end() {
      TaskId id = running(40);

      curve.ended(id, 1, 100);

      assertThat(curve.inOrder()).singleElement().matches(Lifetime::hasEnded);
    }

    @Test
    void can_be_forgotten() {
      TaskId id = running(40);

      curve.forget(id);
      curve.forget(id);

      assertThat(curve.inOrder()).isEmpty();
    }

    @Test
    void does_not_count_as_an_end() {
      ended(100);
      running(200);

      assertThat(curve.isBeyondAllEnds(99)).isFalse();
      assertThat(curve.isBeyondAllEnds(100)).isTrue();
      assertThat(curve.isBeyondAllEnds(150)).isTrue();
    }
  }

  @Nested
  class The_tasks_of_a_minute {
    @Test
    void are_at_most_100() {
      for (int second = 0; second < 60; second++) {
        ended(second, 100);
        ended(second, 200);
      }

      assertThat(curve.inOrder()).hasSize(100);
    }

    @Test
    void do_not_displace_those_of_another() {
      for (int i = 0; i < 100; i++) {
        ended(59, 100);
        ended(60, 100);
        ended(119, 100);
        ended(-1, 100);
      }

      assertThat(curve.inOrder().stream().filter(each -> each.submitted() == 59))
          .hasSize(100);
      assertThat(curve.inOrder().stream().filter(each -> each.submitted() == -1))
          .hasSize(100);
      assertThat(curve.inOrder()).hasSize(300);
    }

    @Test
    void are_the_same_in_any_order_of_their_ends() {
      Map<TaskId, Integer> seconds = new LinkedHashMap<>();
      for (int i = 0; i < 300; i++) {
        seconds.put(nextId(), 100 + i);
      }
      List<TaskId> shuffled = new ArrayList<>(seconds.keySet());
      Collections.shuffle(shuffled, new Random(4));
      SurvivalCurve other = new SurvivalCurve();

      seconds.forEach((id, time) -> curve.ended(id, 7, time));
      shuffled.forEach(id -> other.running(id, 7, 40));
      shuffled.forEach(id -> other.ended(id, 7, seconds.getOrDefault(id, 0)));

      assertThat(other.inOrder()).isEqualTo(curve.inOrder());
    }
  }

  @Nested
  class A_change {
    @Test
    void is_not_detected_in_tasks_of_one_distribution() {
      Random random = new Random(5);
      for (int i = 0; i < 20_000; i++) {
        ended(i, 100 * Math.exp(0.3 * random.nextGaussian()));
        assertThat(curve.inOrder()).hasSize(Math.min(i + 1, 1_000));
        i += i > 1_200 ? 9 : 0;
      }
    }

    @Test
    void is_not_detected_between_tasks_of_the_same_second() {
      for (int i = 0; i < 100; i++) {
        ended(7, 100 + i);
      }

      assertThat(curve.inOrder()).hasSize(100);
    }

    @Test
    void is_detected_within_50_tasks_that_take_half_as_long() {
      Random random = new Random(5);
      for (int i = 0; i < 550; i++) {
        ended((i < 500 ? 100 : 50) * Math.exp(0.2 * random.nextGaussian()));
      }

      assertThat(curve.inOrder()).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void removes_the_tasks_submitted_before_it() {
      for (int i = 0; i < 550; i++) {
        ended(i < 500 ? 100 : 200);
      }
      int known = curve.inOrder().size();

      ended(3, 100);

      assertThat(curve.inOrder()).hasSize(known);
      assertThat(known).isLessThanOrEqualTo(50);
    }
  }
}
