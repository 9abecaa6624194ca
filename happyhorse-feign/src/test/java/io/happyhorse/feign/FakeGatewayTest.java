package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskHandle;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.core.watch.WaitOptions;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Adapter, watcher and fake gateway together, over real HTTP and in virtual time. */
class FakeGatewayTest {
  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
      .baseUrl(gateway.baseUri().toString())
      .time(time)
      .build();

  private final TaskWatcher watcher = TaskWatcher.builder(tasks)
      .time(time)
      .schedule(PollSchedule.fixed(Duration.ofSeconds(15)))
      .build();

  @AfterEach
  void stop() {
    watcher.close();
    gateway.close();
    time.close();
  }

  @Test
  void a_task_is_watched_from_its_submission_to_its_video() {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .notStarted(Duration.ofSeconds(10))
        .queued(Duration.ofSeconds(20))
        .running(Duration.ofSeconds(90)));
    List<String> observed = new CopyOnWriteArrayList<>();

    VideoTask done = watcher
        .watch(
            id,
            WaitOptions.defaults()
                .onObservation(observation -> observed.add(
                    observation.task().rawStatus() + " " + observation.task().progress())))
        .join();

    assertThat(observed)
        .containsExactly(
            "NOT_START 0%",
            "QUEUED 20%",
            "IN_PROGRESS 50%",
            "IN_PROGRESS 50%",
            "IN_PROGRESS 60%",
            "IN_PROGRESS 70%",
            "IN_PROGRESS 80%",
            "IN_PROGRESS 90%",
            "SUCCESS 100%");
    assertThat(done.timeline().total()).isEqualTo(Duration.ofMinutes(2));
    assertThat(done.timeline().rendering()).isEqualTo(Duration.ofSeconds(90));
    assertThat(done.age()).isEqualTo(Duration.ofMinutes(2));
    assertThat(done.requireLink().expiresAt()).isEqualTo(Instant.parse("2026-04-29T02:39:42Z"));
    assertThat(gateway.queries(id)).isEqualTo(9);
  }

  @Test
  void a_manual_time_drives_gateway_adapter_and_watcher() {
    VirtualTime manual = VirtualTime.manual(Instant.EPOCH);
    try (FakeHappyHorse fake = FakeHappyHorse.start(manual);
        TaskWatcher manualWatcher = TaskWatcher.of(
            FeignTaskQuery.builder(fake.apiKey())
                .baseUrl(fake.baseUri().toString())
                .time(manual)
                .build(),
            manual)) {
      TaskHandle handle = manualWatcher.watch(
          fake.accept(TaskScript.succeeding().running(Duration.ofMinutes(2))),
          WaitOptions.defaults());

      manual.advance(Duration.ofSeconds(119));
      assertThat(handle.future()).isNotDone();
      manual.advance(Duration.ofSeconds(20));
      assertThat(handle.future()).isCompletedWithValueMatching(VideoTask::isSucceeded);
    }
  }

  @Test
  void a_failing_task_is_watched_to_its_reason() {
    TaskId id = gateway.accept(TaskScript.failing("DataInspectionFailed", "内容不合规")
        .queued(Stay.queries(1))
        .running(Stay.queries(2)));

    VideoTask done = watcher.await(id, Duration.ofMinutes(15));

    assertThat(done.failure())
        .isEqualTo(new TaskFailure("task failed, code: DataInspectionFailed, message: 内容不合规"));
  }

  @Test
  void an_observation_is_dated_by_the_gateways_clock_and_not_by_the_local_one() {
    TaskId id = gateway.accept(TaskScript.succeeding().queued(Stay.queries(1)));
    FeignTaskQuery elsewhere = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .time(VirtualTime.lenient(Instant.EPOCH))
        .build();
    time.advance(Duration.ofSeconds(7));

    VideoTask observed = elsewhere.query(id);

    assertThat(observed.observedAt()).isEqualTo(Instant.parse("2026-04-28T02:37:49Z"));
    assertThat(observed.age()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void pauses_between_tries_take_virtual_time() {
    FeignTaskQuery fourTries = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .tries(4)
        .backoff(Duration.ofSeconds(30), Duration.ofSeconds(30))
        .time(time)
        .build();
    for (int round = 0; round < 10; round++) {
      TaskId id = gateway.accept(TaskScript.succeeding()
          .onQuery(1, Fault.status(503))
          .onQuery(2, Fault.status(503))
          .onQuery(3, Fault.status(503)));

      assertThat(fourTries.query(id, Duration.ofHours(1)).attempts()).isEqualTo(4);
    }
    assertThat(time.since(0)).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void a_pause_ends_with_an_interrupt() {
    TaskId id = gateway.accept(
        TaskScript.succeeding().onEveryQuery(Fault.status(503).retryAfter(Duration.ofSeconds(2))));
    FeignTaskQuery interrupted = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .time(time)
        .observer(unused -> new QueryObservation() {
          @Override
          public void retried(QueryException error, Duration pause) {
            Thread.currentThread().interrupt();
          }
        })
        .build();

    assertThatThrownBy(() -> interrupted.query(id)).isInstanceOf(QueryInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(gateway.queries(id)).isEqualTo(1);
    assertThat(time.since(0)).isZero();
  }

  @Test
  void a_Retry_After_date_is_read_by_the_gateways_clock() {
    VirtualTime elsewhere = VirtualTime.lenient(Instant.parse("2031-01-01T00:00:00Z"));
    TaskId id = gateway.accept(TaskScript.succeeding()
        .onQuery(1, Fault.status(503).retryAfterAsDate(Duration.ofSeconds(2))));
    FeignTaskQuery skewed = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .backoff(Duration.ZERO, Duration.ZERO)
        .time(elsewhere)
        .build();

    assertThat(skewed.query(id).attempts()).isEqualTo(2);

    assertThat(elsewhere.since(0)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void each_refusal_of_the_gateway_has_its_own_error() {
    TaskId id = gateway.accept(TaskScript.succeeding());

    assertThatThrownBy(() -> tasks.query(TaskId.of("asyntask_unknown")))
        .isInstanceOf(TaskNotFoundException.class);
    assertThatThrownBy(() -> FeignTaskQuery.builder("sk-wrong")
            .baseUrl(gateway.baseUri().toString())
            .build()
            .query(id))
        .isInstanceOf(UnauthorizedException.class)
        .hasMessageContaining("Invalid token");
    assertThatThrownBy(() -> FeignTaskQuery.builder(gateway.apiKey())
            .baseUrl(gateway.baseUri() + "/v1")
            .build()
            .query(id))
        .isInstanceOf(WrongEndpointException.class)
        .hasMessageContaining("Check the base URL");
  }
}
