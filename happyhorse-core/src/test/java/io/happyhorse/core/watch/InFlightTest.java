package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
  private final InFlight polls = new InFlight(2);

  private Poll begun(long number, long begunAt, long overdueAt) {
    Poll poll = new Poll(new WatchedTask(StateFixture.A, 0), number, begunAt);
    polls.begin(poll, overdueAt);
    return poll;
  }

  @Test
  void returns_overdue_polls_by_time_and_those_of_one_time_in_the_order_in_which_they_began() {
    Poll latest = begun(1, 0, 70);
    Poll second = begun(3, 0, 50);
    Poll first = begun(2, 0, 50);

    assertThat(polls.firstOverdueAt()).isEqualTo(50);
    assertThat(polls.nextOverdue(49)).isNull();
    assertThat(polls.nextOverdue(50)).isSameAs(first);
    assertThat(polls.nextOverdue(50)).isSameAs(second);
    assertThat(polls.nextOverdue(50)).isNull();
    polls.postpone(latest, 90);
    assertThat(polls.nextOverdue(89)).isNull();
    assertThat(polls.nextOverdue(90)).isSameAs(latest);
    assertThat(polls.firstOverdueAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void estimates_the_duration_of_many_polls_by_the_mean_of_those_that_returned() {
    polls.returned(begun(1, 10, 100), 20);
    polls.returned(begun(2, 20, 100), 50);
    Poll abandoned = begun(3, 50, 100);
    abandoned.abandon();
    polls.returned(abandoned, 90);

    assertThat(polls.timeFor(6)).isEqualTo(60);
    assertThat(polls.count()).isZero();
  }
}
