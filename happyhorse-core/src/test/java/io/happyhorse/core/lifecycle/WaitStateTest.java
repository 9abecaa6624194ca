package io.happyhorse.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.task.VideoTaskBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that decide when a wait ends. */
class WaitStateTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final ResultLink LINK =
      Objects.requireNonNull(ResultLink.parse("https://h/v.mp4", null, Instant.EPOCH));
  private static final Map<String, Function<QueryDetails, QueryException>> ERRORS = Map.ofEntries(
      Map.entry("no key", e -> new ApiKeyMissingException("its supplier returned none", e)),
      Map.entry("401", UnauthorizedException::new),
      Map.entry("403", ForbiddenException::new),
      Map.entry("407", ProxyAuthenticationException::new),
      Map.entry("not found", TaskNotFoundException::new),
      Map.entry("wrong endpoint", WrongEndpointException::new),
      Map.entry("other 4xx", QueryRejectedException::new),
      Map.entry("certificate", e -> new UntrustedCertificateException("unknown", e, null)),
      Map.entry("429", RateLimitedException::new),
      Map.entry("quota", RateLimitedException::quotaExceeded),
      Map.entry("5xx", GatewayUnavailableException::new),
      Map.entry("I/O", e -> new NetworkException("reset", e, null)),
      Map.entry("malformed", e -> new MalformedResponseException("it is empty", e, null)),
      Map.entry("web page", MalformedResponseException::webPage),
      Map.entry("interrupt", QueryInterruptedException::new));

  /** A running wait: its state, the history of the gateway and the policy. */
  private static final class Run {
    private WaitState state = WaitState.begin();
    private GatewayHistory history = GatewayHistory.NONE;
    private GiveUpPolicy policy = GiveUpPolicy.defaults();

    WaitVerdict observes(VideoTask task, double atSecond) {
      history = history.afterObservation();
      return record(state.on(task, seconds(atSecond)));
    }

    WaitVerdict observes(String word, double atSecond) {
      return observes(task(word).build(), atSecond);
    }

    WaitVerdict fails(String error, double atSecond) {
      QueryException exception = error(error);
      history = history.after(exception);
      return record(state.on(exception, seconds(atSecond), history, policy));
    }

    private WaitVerdict record(WaitVerdict verdict) {
      state = verdict.state();
      return verdict;
    }
  }

  private final Run run = new Run();

  private static QueryException error(String name) {
    return Objects.requireNonNull(ERRORS.get(name)).apply(QueryDetails.of(ID));
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static VideoTaskBuilder task(String word) {
    return VideoTask.builder(ID, word, Instant.ofEpochSecond(1_000))
        .failure(TaskStatus.of(word) == TaskStatus.FAILURE ? new TaskFailure("broken") : null);
  }

  private static String outcome(WaitVerdict verdict) {
    return verdict instanceof WaitVerdict.GaveUp gaveUp
        ? gaveUp.reason().name()
        : verdict.getClass().getSimpleName();
  }

  @Nested
  class An_observation {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
      "NOT_START, KeepPolling",
      "SUBMITTED, KeepPolling",
      "QUEUED, KeepPolling",
      "IN_PROGRESS, KeepPolling",
      "EXPIRED, KeepPolling",
      "'', KeepPolling",
      "FAILURE, Finished",
      "' failed ', Finished",
      "SUCCESS, KeepPolling",
    })
    void ends_a_wait_only_with_a_final_status(String word, String outcome) {
      assertThat(outcome(run.observes(word, 0))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUCCESS", "Succeeded", " completed "})
    void of_success_ends_a_wait_with_its_link(String word) {
      VideoTask done = task(word).link(LINK).build();

      WaitVerdict verdict = run.observes(done, 7);

      assertThat(verdict)
          .isInstanceOfSatisfying(
              WaitVerdict.Finished.class,
              finished -> assertThat(finished.task()).isSameAs(done));
      assertThat(run.state.lastObservation()).isSameAs(done);
    }

    @Test
    void of_100_percent_does_not_end_a_wait() {
      WaitVerdict verdict =
          run.observes(task("IN_PROGRESS").progress(Progress.of("100%")).build(), 0);

      assertThat(verdict).isInstanceOf(WaitVerdict.KeepPolling.class);
    }

    @Test
    void of_success_without_a_link_is_followed_by_three_more_polls() {
      assertThat(outcome(run.observes("SUCCESS", 0))).isEqualTo("KeepPolling");
      assertThat(outcome(run.observes("SUCCESS", 5))).isEqualTo("KeepPolling");
      run.fails("5xx", 8);
      assertThat(outcome(run.observes("SUCCESS", 10))).isEqualTo("KeepPolling");
      assertThat(outcome(run.observes("SUCCESS", 15))).isEqualTo("LinkMissing");
    }

    @Test
    void with_a_link_ends_a_wait_after_success_without_one() {
      run.observes("SUCCESS", 0);

      assertThat(run.observes(task("SUCCESS").link(LINK).build(), 5))
          .isInstanceOf(WaitVerdict.Finished.class);
    }

    @Test
    void that_contradicts_a_final_status_is_not_valid() {
      run.observes("SUCCESS", 0);

      assertThat(outcome(run.observes("FAILURE", 5))).isEqualTo("KeepPolling");
      assertThat(run.state.lastObservation()).returns("SUCCESS", VideoTask::rawStatus);
      run.observes("QUEUED", 10);
      assertThat(outcome(run.observes("QUEUED", 15))).isEqualTo("LinkMissing");
    }

    @Test
    void that_regresses_is_valid() {
      run.observes("IN_PROGRESS", 0);
      run.observes("QUEUED", 5);

      assertThat(run.state.lastObservation()).returns("QUEUED", VideoTask::rawStatus);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, 5", "QUEUED, 15", ", 15"})
    void limits_the_interval_to_the_next_poll(String word, double longest) {
      if (word != null) {
        run.observes(word, 0);
      }
      assertThat(run.state.interval(seconds(15))).isEqualTo(seconds(longest));
      assertThat(run.state.interval(seconds(3))).isEqualTo(seconds(3));
    }

    @Test
    void is_stored_with_the_upstream_report_only_if_the_task_is_finished() {
      UpstreamReport report =
          new UpstreamReport("u", UpstreamStatus.RUNNING, null, null, null, null, null, null, null);

      run.observes(task("QUEUED").upstream(report).build(), 0);
      assertThat(run.state.lastObservation()).returns(null, VideoTask::upstream);
      run.observes(task("SUCCESS").upstream(report).build(), 0);
      assertThat(run.state.lastObservation()).returns(report, VideoTask::upstream);
    }
  }

  @Nested
  class A_failed_poll {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
      "no key, KeepPolling",
      "401, PERMANENT_ERROR",
      "403, PERMANENT_ERROR",
      "407, PERMANENT_ERROR",
      "wrong endpoint, PERMANENT_ERROR",
      "other 4xx, PERMANENT_ERROR",
      "certificate, PERMANENT_ERROR",
      "not found, KeepPolling",
      "429, KeepPolling",
      "quota, KeepPolling",
      "5xx, KeepPolling",
      "I/O, KeepPolling",
      "malformed, KeepPolling",
      "web page, KeepPolling",
      "interrupt, KeepPolling",
    })
    void ends_a_wait_at_once_only_if_repeating_cannot_help(String error, String outcome) {
      assertThat(outcome(run.fails(error, 0))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"no key", "429", "quota", "5xx", "I/O", "malformed", "web page", "interrupt"})
    void uses_up_the_error_budget_after_ten_in_a_row_and_five_minutes(String error) {
      run.history = run.history.afterObservation();
      for (int poll = 0; poll < 8; poll++) {
        assertThat(outcome(run.fails(error, poll))).isEqualTo("KeepPolling");
      }
      assertThat(outcome(run.fails(error, 300))).isEqualTo("KeepPolling"); // the ninth

      assertThat(outcome(run.fails(error, 300))).isEqualTo("ERROR_BUDGET");
    }

    @Test
    void does_not_use_up_the_error_budget_before_five_minutes() {
      for (int poll = 0; poll < 30; poll++) {
        assertThat(outcome(run.fails("5xx", 299.999))).isEqualTo("KeepPolling");
      }
      assertThat(outcome(run.fails("5xx", 300))).isEqualTo("ERROR_BUDGET");
    }

    @Test
    void is_counted_from_the_last_observation() {
      for (int poll = 0; poll < 9; poll++) {
        run.fails("5xx", 100);
      }
      run.observes("QUEUED", 200);
      for (int poll = 0; poll < 9; poll++) {
        assertThat(outcome(run.fails("5xx", 600))).isEqualTo("KeepPolling");
      }
      assertThat(outcome(run.fails("5xx", 499.999))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("5xx", 500))).isEqualTo("ERROR_BUDGET");
    }

    @Test
    void follows_another_policy() {
      run.policy = new GiveUpPolicy(seconds(20));
      for (int poll = 0; poll < 9; poll++) {
        run.fails("5xx", 0);
      }
      assertThat(outcome(run.fails("5xx", 19.999))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("5xx", 20))).isEqualTo("ERROR_BUDGET");
    }

    @ParameterizedTest(name = "not found at 0, {0} and {1} s: {2}")
    @CsvSource({
      "15, 29.999, KeepPolling",
      "15, 30, NOT_FOUND",
      "0, 40, NOT_FOUND",
      "40, 40, NOT_FOUND",
    })
    void that_finds_no_task_ends_a_wait_the_third_time_over_30_s(
        double second, double third, String outcome) {
      run.fails("not found", 0);
      assertThat(outcome(run.fails("not found", second))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("not found", third))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5xx", "interrupt", "QUEUED"})
    void that_finds_no_task_is_counted_from_zero_after_any_other_result(String other) {
      run.fails("not found", 0);
      run.fails("not found", 15);
      if (other.equals("QUEUED")) {
        run.observes(other, 20);
      } else {
        run.fails(other, 20);
      }
      assertThat(outcome(run.fails("not found", 40))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("not found", 55))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("not found", 69.999))).isEqualTo("KeepPolling");
      assertThat(outcome(run.fails("not found", 70))).isEqualTo("NOT_FOUND");
    }

    @Test
    void with_a_web_page_ends_a_wait_the_third_time_if_the_gateway_never_responded() {
      run.fails("web page", 0);
      assertThat(outcome(run.fails("web page", 1))).isEqualTo("KeepPolling");

      WaitVerdict third = run.fails("web page", 2);

      assertThat(third).isInstanceOfSatisfying(WaitVerdict.GaveUp.class, gaveUp -> {
        assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.WEB_PAGES_ONLY);
        assertThat(gaveUp.error()).isInstanceOf(WrongEndpointException.class);
      });
      assertThat(third.state().lastError()).returns(QueryErrorKind.WRONG_ENDPOINT, LastError::kind);
    }

    @Test
    void with_a_web_page_is_tolerated_once_the_gateway_has_responded() {
      run.observes("QUEUED", 0);
      for (int poll = 0; poll < 9; poll++) {
        assertThat(outcome(run.fails("web page", poll))).isEqualTo("KeepPolling");
      }
    }

    @Test
    void with_a_web_page_counts_those_of_other_waits() {
      run.history = new GatewayHistory(false, 2);

      assertThat(outcome(run.fails("web page", 0))).isEqualTo("WEB_PAGES_ONLY");
    }

    @Test
    void without_a_web_page_does_not_indicate_a_wrong_endpoint() {
      run.history = new GatewayHistory(false, 3);

      assertThat(run.state.on(error("5xx"), Duration.ZERO, run.history, run.policy))
          .isInstanceOf(WaitVerdict.KeepPolling.class);
    }

    @Test
    void does_not_change_the_last_observation() {
      run.observes("IN_PROGRESS", 0);
      run.fails("5xx", 15);

      assertThat(run.state.lastObservation()).returns("IN_PROGRESS", VideoTask::rawStatus);
    }

    @Test
    void is_the_error_of_the_verdict_that_it_causes() {
      assertThat(run.fails("401", 0))
          .isInstanceOfSatisfying(
              WaitVerdict.GaveUp.class,
              gaveUp -> assertThat(gaveUp.error()).isInstanceOf(UnauthorizedException.class));
    }
  }

  @Nested
  class The_deadline {
    @ParameterizedTest
    @CsvSource({"QUEUED, DEADLINE", "SUCCESS, LinkMissing", ", DEADLINE"})
    void ends_a_wait_depending_on_the_last_observation(String word, String outcome) {
      if (word != null) {
        run.observes(word, 0);
      }
      WaitVerdict verdict = run.state.atDeadline();

      assertThat(outcome(verdict)).isEqualTo(outcome);
      assertThat(verdict.state()).isSameAs(run.state);
    }

    @ParameterizedTest
    @CsvSource({"1800, 5000", "50, 5000", "49, 4900", "1, 100", "0.01, 1"})
    void is_preceded_by_a_last_poll(double timeout, long margin) {
      assertThat(GiveUpPolicy.lastPollMargin(seconds(timeout))).hasMillis(margin);
    }
  }

  @Nested
  class The_state {
    @Test
    void of_a_new_wait_is_empty() {
      WaitState state = WaitState.begin();

      assertThat(state).isSameAs(WaitState.begin());
      assertThat(state.lastObservation()).isNull();
      assertThat(state.lastError()).isNull();
      assertThat(state.polls()).isZero();
      assertThat(state.failedPolls()).isZero();
      assertThat(state.age(seconds(7))).isEqualTo(seconds(7));
      assertThat(state.runningFor(seconds(7))).isNull();
    }

    @Test
    void counts_polls_and_consecutive_failed_ones() {
      run.fails("5xx", 0);
      run.observes("QUEUED", 1);
      run.fails("5xx", 2);
      run.fails("I/O", 3);

      assertThat(run.state.polls()).isEqualTo(4);
      assertThat(run.state.failedPolls()).isEqualTo(2);
      run.observes("QUEUED", 4);
      assertThat(run.state.failedPolls()).isZero();
      assertThat(run.state.lastError()).isNull();
    }

    @Test
    void of_waits_without_failures_shares_one_object() {
      run.fails("5xx", 0);
      run.observes("QUEUED", 1);

      assertThat(run.state.failures()).isSameAs(WaitState.begin().failures());
    }

    @Test
    void has_the_age_according_to_the_gateways_times() {
      Timeline timeline =
          new Timeline(Instant.ofEpochSecond(900), Instant.ofEpochSecond(940), null);
      run.observes(task("IN_PROGRESS").timeline(timeline).build(), 10);

      assertThat(run.state.age(seconds(15))).isEqualTo(seconds(105));
      assertThat(run.state.runningFor(seconds(15))).isEqualTo(seconds(65));
    }

    @Test
    void has_the_age_since_the_wait_began_if_the_submission_is_unknown() {
      run.observes("QUEUED", 10);

      assertThat(run.state.age(seconds(15))).isEqualTo(seconds(15));
      assertThat(run.state.runningFor(seconds(15))).isNull();
    }

    @Test
    void has_no_negative_running_time_if_clocks_differ() {
      Timeline timeline = new Timeline(null, Instant.ofEpochSecond(2_000), null);
      run.observes(task("IN_PROGRESS").timeline(timeline).build(), 10);

      assertThat(run.state.runningFor(seconds(15))).isEqualTo(seconds(5));
    }

    @Test
    void has_the_kind_status_and_redacted_message_of_the_last_error() {
      QueryDetails details =
          new QueryDetails(ID, null, 502, null, 1, "see https://h/v.mp4?Signature=secret", null);
      WaitState state = run.state
          .on(new GatewayUnavailableException(details), seconds(1), run.history, run.policy)
          .state();

      assertThat(state.lastError())
          .returns(QueryErrorKind.GATEWAY_UNAVAILABLE, LastError::kind)
          .returns(502, LastError::httpStatus)
          .returns(
              "The gateway is unavailable, response: see https://h/v.mp4?...", LastError::message)
          .hasToString(
              "GATEWAY_UNAVAILABLE HTTP 502: The gateway is unavailable, response: see https://h/v.mp4?...");
      assertThat(Objects.requireNonNull(state.lastError()).exception())
          .isInstanceOf(GatewayUnavailableException.class);
    }
  }

  @Test
  void a_policy_without_a_positive_duration_is_refused() {
    assertThatThrownBy(() -> new GiveUpPolicy(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A wait cannot be given up after PT0S: use more than zero.");
    assertThatThrownBy(() -> new GiveUpPolicy(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_negative_number_of_web_pages_is_refused() {
    assertThatThrownBy(() -> new GatewayHistory(false, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The number of web pages in a row must be 0 or more, not -1.");
  }
}
