package io.happyhorse.core.watch;

import static io.happyhorse.core.watch.Responses.error;
import static io.happyhorse.core.watch.StateFixture.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An outage begins at 1 s, when the polls of A to E fail. By the schedule, their next polls are due at 16 s. */
class MissedPollsTest {
  private static final TaskId F = TaskId.of("F");
  private static final TaskId G = TaskId.of("G");
  private static final String[] MISSED = {"poll A", "poll B", "poll C", "poll D", "poll E"};

  private final StateFixture state = new StateFixture();

  private List<Poll> startPolls(String... ids) {
    int before = state.polls.size();
    for (String id : ids) {
      state.watch(TaskId.of(id), WaitOptions.withoutTimeout());
    }
    while (state.polls.size() < before + ids.length) {
      state.at(state.now() / 1e9 + 0.001).effects();
    }
    return List.copyOf(state.polls.subList(before, before + ids.length));
  }

  private void failAll(List<Poll> polls) {
    for (Poll poll : polls) {
      state.failed(poll, error(poll.task.id, 503, null));
    }
  }

  @BeforeEach
  void beginOutage() {
    List<Poll> polls = startPolls("A", "B", "C", "D", "E");
    state.at(1);
    failAll(polls);
    assertThat(state.effects()).contains("publish Paused");
  }

  /** Sends a probe at 5 s for G, which was not watched before, and returns it at 6 s. */
  private Poll probe() {
    state.at(5).watch(G, WaitOptions.withoutTimeout());
    assertThat(pollsAt(5)).containsExactly("poll G");
    state.at(6);
    return state.last();
  }

  private List<String> pollsAt(double second) {
    return state.at(second).effects().stream()
        .filter(effect -> effect.startsWith("poll"))
        .toList();
  }

  @Test
  void are_repeated_once_when_the_outage_ends() {
    Poll probe = probe();
    assertThat(pollsAt(6)).isEmpty();
    state.observed(probe, "QUEUED");
    assertThat(pollsAt(7)).containsExactlyInAnyOrder(MISSED);

    state.polls.stream().skip(6).forEach(poll -> state.observed(poll, "QUEUED"));

    assertThat(pollsAt(20.9)).isEmpty();
    assertThat(pollsAt(21)).containsExactly("poll G");
  }

  @Test
  void are_not_repeated_during_the_outage() {
    assertThat(state.at(15.9).effects()).isEmpty();
    assertThat(state.next()).isEqualTo(16);
    assertThat(pollsAt(16)).hasSize(1);
  }

  @Test
  void of_a_probe_that_fails_in_any_way_are_repeated() {
    state.watch(F, WaitOptions.withoutTimeout());
    assertThat(pollsAt(2)).containsExactly("poll F");
    state.failed(state.last(), new NetworkException("reset", QueryDetails.of(F), null));
    state.observed(probe(), "QUEUED");

    assertThat(pollsAt(7)).contains("poll F").hasSize(6);
  }

  static Stream<QueryException> errorsOfRunningGateway() {
    return Stream.of(
        new TaskNotFoundException(new QueryDetails(G, null, 404, null, 1, null, null)),
        error(G, 408, null));
  }

  @ParameterizedTest
  @MethodSource("errorsOfRunningGateway")
  void are_repeated_after_an_error_that_ends_the_outage_but_was_not_caused_by_it(
      QueryException error) {
    state.failed(probe(), error);

    assertThat(pollsAt(7)).containsExactlyInAnyOrder(MISSED);
  }

  @Test
  void are_repeated_after_a_pause_that_replaces_the_outage() {
    state.failed(probe(), error(G, 503, Duration.ofSeconds(3)));

    assertThat(pollsAt(8.9)).isEmpty();
    assertThat(pollsAt(10)).containsExactlyInAnyOrder(MISSED);
  }

  @Test
  void of_tasks_that_are_no_longer_watched_are_not_repeated() {
    OpenWait second = state.watch(F, WaitOptions.withoutTimeout());
    assertThat(pollsAt(2)).containsExactly("poll F");
    failAll(List.of(state.last()));
    state.at(3).waits.end(second, WaitStoppedException::new, state.now());
    state.observed(probe(), "QUEUED");

    assertThat(pollsAt(7)).containsExactlyInAnyOrder(MISSED);
  }

  @Test
  void of_the_task_whose_probe_ends_the_outage_are_not_repeated() {
    state.at(2).waits.nudge(A, state.now());
    assertThat(pollsAt(2)).containsExactly("poll A");
    state.at(3).observed(state.last(), "QUEUED");

    assertThat(pollsAt(4)).containsExactlyInAnyOrder("poll B", "poll C", "poll D", "poll E");
    assertThat(pollsAt(17.9)).isEmpty();
    assertThat(pollsAt(18)).containsExactly("poll A");
  }

  @Test
  void of_server_errors_without_an_outage_follow_after_the_interval() {
    state.observed(probe(), "QUEUED");
    assertThat(pollsAt(7)).hasSize(5);
    state.polls.stream().skip(6).forEach(poll -> state.observed(poll, "QUEUED"));

    List<Poll> four = startPolls("H", "I", "J", "K");
    Poll last = startPolls("L").get(0);
    state.at(8);
    failAll(four);
    state.observed(last, "QUEUED");
    assertThat(pollsAt(9)).isEmpty();

    List<Poll> five = startPolls("M", "N", "O", "P", "Q");
    failAll(five);
    state.watch(TaskId.of("R"), WaitOptions.withoutTimeout());
    assertThat(pollsAt(11)).containsExactly("poll R");
    state.observed(state.last(), "QUEUED");
    assertThat(pollsAt(12))
        .containsExactlyInAnyOrder("poll M", "poll N", "poll O", "poll P", "poll Q");
  }
}
