package io.happyhorse.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Timeline;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitStateTextTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Instant AT = Instant.parse("2026-04-28T02:37:46.123456Z");

  private static WaitState after(Object... events) {
    WaitState state = WaitState.begin();
    Duration now = Duration.ZERO;
    for (Object event : events) {
      now = now.plusMillis(15_500);
      state = event instanceof VideoTask task
          ? state.on(task, now).state()
          : state
              .on((QueryException) event, now, GatewayHistory.NONE, GiveUpPolicy.defaults())
              .state();
    }
    return state;
  }

  private static VideoTask queued() {
    return VideoTask.builder(ID, "QUEUED", AT).build();
  }

  private static QueryException notFound(@Nullable Integer status) {
    return new TaskNotFoundException(
        new QueryDetails(ID, null, status, "r", 1, "no such task", null));
  }

  static Stream<WaitState> states() {
    return Stream.of(
        WaitState.begin(),
        after(queued()),
        after(VideoTask.builder(ID, "", AT).build()),
        after(VideoTask.builder(ID, "wartend = später & 'so'", AT)
            .progress(Progress.of("30 %"))
            .action(TaskAction.GENERATE)
            .requestId("2026 042")
            .attempts(3)
            .timeline(new Timeline(AT.minusSeconds(60), AT.minusSeconds(9), null))
            .build()),
        after(VideoTask.builder(ID, "FAILURE", AT).failure(new TaskFailure("")).build()),
        after(VideoTask.builder(ID, "FAILURE", AT)
            .failure(new TaskFailure("[E1] too bad"))
            .timeline(new Timeline(null, null, AT))
            .build()),
        after(VideoTask.builder(ID, "SUCCESS", AT).build(), queued()),
        after(notFound(404)),
        after(queued(), notFound(null), notFound(400)),
        after(new NetworkException("reset", QueryDetails.of(ID), null), queued()),
        after(
            VideoTask.builder(ID, "SUCCESS", AT).build(),
            new GatewayUnavailableException(QueryDetails.of(ID))));
  }

  @ParameterizedTest
  @MethodSource("states")
  void a_written_state_is_read_back(WaitState state) {
    WaitState read = WaitState.parse(ID, state.toText());

    assertThat(read).isEqualTo(state).hasSameHashCodeAs(state).hasToString(state.toText());
  }

  @ParameterizedTest
  @MethodSource("states")
  void is_one_line_of_printable_ascii(WaitState state) {
    assertThat(state.toText()).matches("happyhorse-wait/1[!-~ ]*").hasSizeLessThan(500);
  }

  @Test
  void states_that_differ_have_different_texts() {
    List<WaitState> states = states().toList();

    assertThat(states.stream().map(WaitState::toText).distinct()).hasSameSizeAs(states);
    assertThat(states).doesNotHaveDuplicates();
  }

  @Test
  void is_readable_by_people() {
    assertThat(after(queued(), notFound(404)).toText())
        .isEqualTo("happyhorse-wait/1 polls=2 failed=1 notFound=1 firstNotFound=31000000000"
            + " error=NOT_FOUND http=404"
            + " message=The+gateway+knows+no+such+task%2C+response%3A+no+such+task"
            + " at=15500000000 status=QUEUED observed=2026-04-28T02%3A37%3A46.123456Z attempts=1");
  }

  @Test
  void contains_no_link_and_no_json() {
    String secret = "https://h/v.mp4?Signature=abc";
    WaitState state = after(VideoTask.builder(ID, "SUCCESS", AT)
        .progress(Progress.of(secret))
        .requestId(secret)
        .link(ResultLink.parse(secret, null, AT))
        .rawJson("{\"secret\":1}")
        .build());
    WaitState failed = after(VideoTask.builder(ID, "FAILURE", AT)
        .failure(new TaskFailure("see " + secret))
        .build());

    assertThat(state.toText() + failed.toText()).doesNotContain("Signature", "secret", "abc");
  }

  @Test
  void a_parsed_state_continues_the_wait() {
    WaitState state = after(queued(), notFound(404), notFound(404));
    WaitState read = WaitState.parse(ID, state.toText());
    GiveUpPolicy policy = GiveUpPolicy.defaults();

    assertThat(read.on(notFound(404), Duration.ofMillis(60_999), GatewayHistory.NONE, policy))
        .isInstanceOf(WaitVerdict.KeepPolling.class);
    assertThat(read.on(notFound(404), Duration.ofSeconds(61), GatewayHistory.NONE, policy))
        .isInstanceOfSatisfying(
            WaitVerdict.GaveUp.class,
            gaveUp -> assertThat(gaveUp.reason()).isEqualTo(GiveUpReason.NOT_FOUND));
    assertThat(read.lastError()).returns(null, LastError::exception);
    assertThat(read.lastObservation()).returns(ID, VideoTask::id);
  }

  @Test
  void a_parsed_state_without_failures_shares_its_counters() {
    assertThat(WaitState.parse(ID, after(queued()).toText()).failures())
        .isSameAs(WaitState.begin().failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello", "{\"polls\":1}", "happyhorse-wait"})
  void another_text_is_refused(String text) {
    assertThatThrownBy(() -> WaitState.parse(ID, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The text stored for task asyntask_A is not the state of a wait: '" + text + "'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "", "x"})
  void another_version_is_refused(String version) {
    assertThatThrownBy(() -> WaitState.parse(ID, "happyhorse-wait/" + version + " polls=1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The state of the wait for task asyntask_A has format version " + version
            + "; this version of the library reads version 1.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "polls=x",
        "polls=-1",
        "polls=1 failed=-1",
        "polls=99999999999",
        "polls=1 polls=2",
        "polls",
        "=1",
        "polls=1 ",
        "polls=%zz",
        "polls=1 later=field",
        "polls=1 status=QUEUED",
        "polls=1 error=NONE",
        "polls=1 observed=yesterday",
        "polls=1 observed=2026-04-28T02:37:46Z",
        "polls=1 observed=2026-04-28T02:37:46Z attempts=1 status=QUEUED failure=x",
        "polls=1 observed=2026-04-28T02:37:46Z attempts=1 submitted=then",
      })
  void a_damaged_text_is_refused(String fields) {
    String text = "happyhorse-wait/1 " + fields;

    assertThatThrownBy(() -> WaitState.parse(ID, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The state of the wait for task asyntask_A is damaged: '" + text.strip() + "'.");
  }

  @Test
  void every_kind_of_error_has_its_own_name() {
    assertThat(Arrays.stream(QueryException.class.getPermittedSubclasses()))
        .hasSize(QueryErrorKind.values().length);
    assertThat(QueryErrorKind.of(notFound(null))).isEqualTo(QueryErrorKind.NOT_FOUND);
  }
}
