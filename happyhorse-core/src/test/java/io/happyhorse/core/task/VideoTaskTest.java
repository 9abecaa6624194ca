package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VideoTaskTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Instant NOW = Instant.ofEpochSecond(1_777_343_900);

  @Test
  void has_the_raw_status_and_its_meaning() {
    VideoTask task = observed(" succeeded ").build();

    assertThat(task.rawStatus()).isEqualTo("succeeded");
    assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(task.isFinished()).isTrue();
    assertThat(task.isSucceeded()).isTrue();
    assertThat(observed("QUEUED").build().isFinished()).isFalse();
    assertThat(observed("QUEUED").build().isSucceeded()).isFalse();
  }

  @Test
  void asks_for_report_and_body_when_they_are_requested() {
    UpstreamReport report = new UpstreamReport("U", null, null, null, null, null, null, null, null);
    AtomicInteger requests = new AtomicInteger();
    VideoTask task = observed("QUEUED")
        .observedAt(NOW.plusSeconds(1))
        .deferredUpstream(() -> requests.incrementAndGet() > 0 ? report : null)
        .deferredRawJson(() -> requests.incrementAndGet() > 0 ? "{}" : null)
        .build();

    assertThat(requests).hasValue(0);
    assertThat(task.upstream()).isSameAs(report);
    assertThat(task.rawJson()).isEqualTo("{}");
    assertThat(task.toBuilder().build().upstream()).isSameAs(report);
    assertThat(requests).hasValue(2);
    assertThat(task.observedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(task.outcome()).isSameAs(Outcome.Pending.PENDING);
  }

  @Test
  void returns_its_link() {
    ResultLink link = ResultLink.parse("https://h/v.mp4", null, NOW);

    assertThat(observed("SUCCESS").link(link).build().requireLink()).isSameAs(link);
  }

  @Test
  void explains_why_there_is_no_link_after_failure() {
    VideoTask task = observed("FAILURE")
        .failure(new TaskFailure("task failed, code: X, message: Y"))
        .build();

    assertThatThrownBy(task::requireLink)
        .isInstanceOfSatisfying(
            TaskFailedException.class, error -> assertThat(error.task()).isSameAs(task))
        .hasMessage("Task asyntask_A ended in FAILURE: task failed, code: X, message: Y."
            + " The gateway refunds it by itself.");
  }

  @Test
  void explains_why_there_is_no_link_before_a_final_status() {
    assertThatThrownBy(() -> observed("QUEUED").build().requireLink())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Task asyntask_A has no link yet (QUEUED): wait until it has ended.");
  }

  @Test
  void explains_that_the_gateway_provided_no_link() {
    assertThatThrownBy(() -> observed("SUCCESS").build().requireLink())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Task asyntask_A ended in SUCCESS, but the gateway provided no usable link: query it again later.");
  }

  @Test
  void cannot_be_inconsistent() {
    ResultLink link = ResultLink.parse("https://h/v.mp4", null, NOW);

    assertThatThrownBy(() -> observed("QUEUED").link(link).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Task asyntask_A has a link only on SUCCESS, not on QUEUED.");
    assertThatThrownBy(() -> observed("FAILURE").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Task asyntask_A has a failure on FAILURE and only there: FAILURE.");
    assertThatThrownBy(() -> observed("SUCCESS").failure(new TaskFailure("")).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> observed("QUEUED").attempts(0).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Task asyntask_A needs at least 1 attempt, not 0.");
  }

  @Test
  void has_its_age_by_the_gateways_clock() {
    assertThat(observed("QUEUED")
            .timeline(Timeline.ofUnixTimes(1_777_343_862, 0, 0))
            .build()
            .age())
        .isEqualTo(Duration.ofSeconds(38));
    assertThat(observed("QUEUED")
            .timeline(Timeline.ofUnixTimes(1_777_343_999, 0, 0))
            .build()
            .age())
        .isEqualTo(Duration.ZERO);
    assertThat(observed("QUEUED").build().age()).isNull();
  }

  @Test
  void has_its_running_time_by_the_gateways_clock() {
    assertThat(startedAt(1_777_343_862).runningFor()).isEqualTo(Duration.ofSeconds(38));
    assertThat(startedAt(1_777_343_999).runningFor()).isEqualTo(Duration.ZERO);
    assertThat(startedAt(0).runningFor()).isNull();
  }

  private static VideoTask startedAt(long unixTime) {
    Timeline timeline = Timeline.ofUnixTimes(1_777_343_800, unixTime, 0);
    return observed("IN_PROGRESS").timeline(timeline).build();
  }

  @Test
  void shows_no_secret() {
    VideoTask task = observed("SUCCESS")
        .progress(new Progress("100%"))
        .link(ResultLink.parse("https://h/v.mp4?Signature=secret", null, NOW))
        .rawJson("secret")
        .build();

    assertThat(task).hasToString("VideoTask[asyntask_A SUCCESS 100%]");
    assertThat(observed("").build()).hasToString("VideoTask[asyntask_A no status]");
  }

  private static VideoTaskBuilder observed(String word) {
    return VideoTask.builder(ID, word, NOW);
  }
}
