package io.happyhorse.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerErrorStreakTest {
  private static QueryDetails details(
      String id, @Nullable Integer status, @Nullable Duration retryAfter) {
    return new QueryDetails(TaskId.of(id), null, status, null, 1, null, retryAfter);
  }

  private static QueryException error(String id, int status) {
    return new GatewayUnavailableException(details(id, status, null));
  }

  /** Letters are tasks with a server error, + an observation, 4 a 408, R a 503 with Retry-After, - an error without a response. */
  private static ServerErrorStreak after(String polls) {
    ServerErrorStreak streak = ServerErrorStreak.NONE;
    for (int poll = 0; poll < polls.length(); poll++) {
      streak = next(streak, polls.charAt(poll));
    }
    return streak;
  }

  private static ServerErrorStreak next(ServerErrorStreak streak, char poll) {
    return switch (poll) {
      case '+' -> streak.afterObservation();
      case '4' -> streak.after(error("a", 408));
      case 'R' -> streak.after(retryAfter(Duration.ofMillis(1)));
      case '0' -> streak.after(retryAfter(Duration.ZERO));
      case '-' -> streak.after(new NetworkException("reset", details("c", null, null), null));
      default -> streak.after(error(String.valueOf(poll), 500));
    };
  }

  private static QueryException retryAfter(Duration pause) {
    return new GatewayUnavailableException(details("a", 503, pause));
  }

  @ParameterizedTest
  @CsvSource({
    "aaaab, true",
    "baaaa, true",
    "abcde, true",
    "aaab, false",
    "aaaaaaaaaa, false",
    "aaaaaaaaaab, true",
    "aaa+ab, false",
    "aaa+aaaab, true",
    "aaa4aab, false",
    "aaaRaab, false",
    "aaa0b, true",
    "aaa-ab, true",
    "aaa---b, false",
    "aaaaba, false",
    "aaaabaaaab, true",
  })
  void is_an_outage_after_five_consecutive_server_errors_of_two_tasks(
      String polls, boolean isOutage) {
    assertThat(after(polls).isOutage()).isEqualTo(isOutage);
  }

  @Test
  void contains_the_number_of_errors_and_the_last_task() {
    assertThat(after("aab")).isEqualTo(new ServerErrorStreak(3, TaskId.of("b"), true));
    assertThat(after("aaaaba")).isEqualTo(new ServerErrorStreak(1, TaskId.of("a"), false));
  }

  @Test
  void stays_the_same_object_while_nothing_changes() {
    ServerErrorStreak streak = after("aa");

    assertThat(streak.after(new NetworkException("reset", details("c", null, null), null)))
        .isSameAs(streak);
    assertThat(streak.afterObservation()).isSameAs(ServerErrorStreak.NONE);
    assertThat(after("+")).isSameAs(ServerErrorStreak.NONE);
    assertThat(after("aa4")).isSameAs(ServerErrorStreak.NONE);
  }

  @Test
  void refuses_a_negative_count() {
    assertThatThrownBy(() -> new ServerErrorStreak(-1, null, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of server errors must be 0 or more, not -1.");
  }
}
