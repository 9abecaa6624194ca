package io.happyhorse.testkit;

import static io.happyhorse.testkit.GatewayInMemory.ID;
import static io.happyhorse.testkit.GatewayInMemory.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamTime;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskOutcome;
import io.happyhorse.core.watch.TaskWatcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InMemoryTaskQueryTest {

  @RegisterExtension
  final GatewayInMemory memory = new GatewayInMemory();

  private final VirtualTime time = memory.time();
  private final InMemoryTaskQuery gateway = memory.gateway();

  @AfterEach
  void closeTime() {
    time.close();
  }

  @Nested
  class A_script {
    @Test
    void without_any_expiry_has_a_link_that_expires_24_h_after_each_query() {
      gateway.accept(ID, TaskScript.succeeding().edited(data -> {
        data.put("result_url", "https://storage.example/v.mp4");
        data.remove("finish_time");
      }));
      for (int query = 0; query < 2; query++) {
        time.advance(Duration.ofHours(1));

        assertThat(gateway.query(ID).requireLink().expiresAt())
            .isEqualTo(time.instant().plus(Duration.ofHours(24)));
      }
    }

    @Test
    void has_all_states_in_their_declared_order() {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .notStarted(Stay.queries(1))
              .submitted(Stay.queries(1))
              .queued(Duration.ofSeconds(10))
              .running(Duration.ofSeconds(30), "10%", "66%")
              .state("EXPIRED", "30%", Stay.queries(1)));

      assertThat(List.of(
              memory.observedAfter(0),
              memory.observedAfter(0),
              memory.observedAfter(0),
              memory.observedAfter(10),
              memory.observedAfter(15),
              memory.observedAfter(15),
              memory.observedAfter(0)))
          .containsExactly(
              "NOT_START 0%",
              "SUBMITTED 10%",
              "QUEUED 20%",
              "IN_PROGRESS 10%",
              "IN_PROGRESS 66%",
              "EXPIRED 30%",
              "SUCCESS 100%");
    }

    @Test
    void supports_SUBMITTED_and_custom_statuses_by_the_clock() {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .submitted(Duration.ofSeconds(1))
              .state("queueing", "30%", Stay.of(Duration.ofSeconds(1))));

      assertThat(List.of(memory.observedAfter(0), memory.observedAfter(1), memory.observedAfter(1)))
          .containsExactly("SUBMITTED 10%", "queueing 30%", "SUCCESS 100%");
    }

    @Test
    void shows_each_progress_to_one_query_and_the_last_to_the_remaining_ones() {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .running(Stay.queries(3), "10%", "66%")
              .running(Stay.queries(1), "70%", "80%"));

      assertThat(List.of(
              memory.observedAfter(0),
              memory.observedAfter(0),
              memory.observedAfter(0),
              memory.observedAfter(0),
              memory.observedAfter(0)))
          .containsExactly(
              "IN_PROGRESS 10%",
              "IN_PROGRESS 66%", "IN_PROGRESS 66%", "IN_PROGRESS 70%", "SUCCESS 100%");
    }

    @Test
    void is_observed_late_by_a_gateway_that_sweeps() {
      time.advance(Duration.ofSeconds(40)); // sweeps are at 45 s, 60 s, ... of the gateway
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .queued(Duration.ofSeconds(6))
              .running(Duration.ofSeconds(11), "50%")
              .sweptEvery(Duration.ofSeconds(15)));

      assertThat(
              List.of(memory.observedAfter(6), memory.observedAfter(13), memory.observedAfter(1)))
          .containsExactly("QUEUED 20%", "QUEUED 20%", "SUCCESS 100%");
      VideoTask done = gateway.query(ID);
      assertThat(done.timeline().startedAt()).isEqualTo(START.plusSeconds(60));
      assertThat(done.timeline().finishedAt()).isEqualTo(START.plusSeconds(60));
      assertThat(reportOf(done).endedAt())
          .extracting(UpstreamTime::instant)
          .isEqualTo(START.plusSeconds(57));
    }

    @Test
    void that_ends_with_a_query_is_observed_by_that_query() {
      time.advance(Duration.ofSeconds(20));
      gateway.accept(
          ID, TaskScript.succeeding().queued(Stay.queries(1)).sweptEvery(Duration.ofSeconds(15)));
      assertThat(List.of(memory.observedAfter(0), memory.observedAfter(0)))
          .containsExactly("QUEUED 20%", "SUCCESS 100%");

      assertThat(gateway.query(ID).timeline().finishedAt()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void reports_the_usage_of_its_mode() {
      assertThat(Stream.of(VideoMode.values())
              .map(mode -> gateway.query(gateway.accept(TaskScript.succeeding(mode))))
              .map(task -> task.action() + " " + reportOf(task).usage()))
          .containsExactly(
              "generate Usage[resolution=720, duration=5, inputVideoDuration=0,"
                  + " outputVideoDuration=5, ratio=16:9, videoCount=1]",
              "generate Usage[resolution=720, duration=5, inputVideoDuration=0,"
                  + " outputVideoDuration=5, ratio=null, videoCount=1]",
              "referenceGenerate Usage[resolution=720, duration=5, inputVideoDuration=0,"
                  + " outputVideoDuration=5, ratio=16:9, videoCount=1]",
              "omniGenerate Usage[resolution=720, duration=10, inputVideoDuration=5,"
                  + " outputVideoDuration=5, ratio=null, videoCount=1]");
    }

    @Test
    void can_change_any_response_before_it_is_sent() {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .edited(data -> data.put("data", Map.of("usage", Map.of("duration", "5.5")))));

      VideoTask task = gateway.query(ID);

      assertThat(reportOf(task).usage())
          .extracting(Usage::duration)
          .isEqualTo(new BigDecimal("5.5"));
      assertThat(task.rawJson()).contains("\"data\":{\"usage\":{\"duration\":\"5.5\"}}");
    }

    @Test
    void refuses_invalid_values() {
      TaskScript script = TaskScript.succeeding();
      assertThatThrownBy(() -> script.running(Duration.ofSeconds(1), new String[0]))
          .hasMessage("IN_PROGRESS needs a progress: pass one or more texts.");
      assertThatThrownBy(() -> script.running(Stay.queries(0)))
          .hasMessage("A state cannot last 0 queries: use 1 or more.");
      assertThatThrownBy(() -> script.onQuery(0, GatewayErrors.panic()))
          .hasMessage("There is no query number 0: they are counted from 1.");
      assertThatThrownBy(() -> script.sweptEvery(Duration.ofSeconds(-15)))
          .hasMessage("A gateway cannot sweep every PT-15S: use zero or more.");
    }
  }

  @Nested
  class A_fault {
    @Test
    void affects_one_query_of_the_script_and_does_not_count_as_a_step() {
      gateway.accept(
          ID,
          TaskScript.succeeding().queued(Stay.queries(2)).onQuery(2, GatewayErrors.unauthorized()));

      assertThat(memory.observedAfter(0)).isEqualTo("QUEUED 20%");
      assertThatThrownBy(() -> gateway.query(ID)).isInstanceOf(UnauthorizedException.class);
      assertThat(List.of(memory.observedAfter(0), memory.observedAfter(0)))
          .containsExactly("QUEUED 20%", "SUCCESS 100%");
    }

    @Test
    void affects_every_query_for_a_limited_time() {
      gateway.accept(ID, TaskScript.succeeding());
      gateway.during(Duration.ofSeconds(60), Fault.connectionReset());

      assertThatThrownBy(() -> gateway.query(ID)).isInstanceOf(NetworkException.class);
      time.advance(Duration.ofSeconds(59));
      assertThatThrownBy(() -> gateway.query(ID)).isInstanceOf(NetworkException.class);
      assertThat(memory.observedAfter(1)).isEqualTo("SUCCESS 100%");
    }

    @Test
    void affects_a_share_of_the_queries_and_the_same_ones_for_the_same_seed() {
      List<Boolean> affected = affected(0.3, 7);

      assertThat(affected).isEqualTo(affected(0.3, 7)).isNotEqualTo(affected(0.3, 8));
      assertThat(affected.stream().filter(isAffected -> isAffected).count()).isBetween(250L, 350L);
      assertThat(affected(0, 7)).containsOnly(false);
      assertThat(affected(1, 7)).containsOnly(true);
    }

    private List<Boolean> affected(double share, long seed) {
      InMemoryTaskQuery seeded =
          InMemoryTaskQuery.on(VirtualTime.builder(START).seed(seed).build());
      seeded.accept(ID, TaskScript.succeeding());
      seeded.onShareOfQueries(share, GatewayErrors.panic());
      return IntStream.range(0, 1_000).mapToObj(query -> fails(seeded)).toList();
    }

    private static boolean fails(InMemoryTaskQuery gateway) {
      try {
        return !gateway.query(ID).isFinished();
      } catch (QueryException error) {
        return true;
      }
    }

    @Test
    void of_another_content_type_is_still_an_observation() {
      gateway.accept(
          ID,
          TaskScript.succeeding()
              .queued(Stay.queries(2))
              .onQuery(1, Fault.contentType("text/plain"))
              .onQuery(2, Fault.contentType("text/html")));

      assertThat(memory.observedAfter(0)).isEqualTo("QUEUED 20%");
      assertThat(memory.observedAfter(0)).isEqualTo("QUEUED 20%");
      assertThat(memory.observedAfter(0)).isEqualTo("SUCCESS 100%");
    }

    @Test
    void of_the_script_takes_precedence_over_those_of_the_gateway() {
      gateway.accept(ID, TaskScript.succeeding().onQuery(1, GatewayErrors.tooManyRequests()));
      gateway.during(Duration.ofHours(1), GatewayErrors.panic());

      assertThatThrownBy(() -> gateway.query(ID)).isInstanceOf(RateLimitedException.class);
    }

    @Test
    void that_delays_takes_virtual_time() {
      gateway.accept(ID, TaskScript.succeeding().onQuery(1, Fault.delay(Duration.ofSeconds(9))));

      gateway.query(ID);

      assertThat(time.instant()).isEqualTo(START.plusSeconds(9));
    }

    @Test
    void that_stalls_ends_after_the_callers_time_limit() {
      gateway.accept(ID, TaskScript.succeeding().onQuery(1, Fault.stalledBody()));

      assertThatThrownBy(() -> gateway.query(ID, Duration.ofSeconds(7)))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("no complete response within 7 s");
      assertThat(time.instant()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void refuses_invalid_values() {
      assertThatThrownBy(() -> gateway.onShareOfQueries(1.1, GatewayErrors.panic()))
          .hasMessage("A fault cannot affect a share of 1.1 of the queries: use 0 to 1.");
      assertThatThrownBy(() -> gateway.during(Duration.ZERO, GatewayErrors.panic()))
          .hasMessage("A fault cannot last PT0S: use more than zero.");
      assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1)))
          .hasMessage("A response cannot be delayed by PT-0.001S: use zero or more.");
      assertThatThrownBy(() -> Fault.slowBody(Duration.ofMillis(-1)))
          .hasMessage("A body cannot take PT-0.001S: use zero or more.");
      assertThatThrownBy(() -> Fault.status(42))
          .hasMessage("A response cannot have the HTTP status 42: use 200 to 599.");
      assertThatThrownBy(() -> Fault.connectionReset(0))
          .hasMessage("A reset cannot affect 0 requests: use 1 or more.");
      assertThatThrownBy(() -> Fault.status(429).retryAfter(Duration.ofMillis(1_500)))
          .hasMessage("Retry-After cannot be PT1.5S: use whole seconds, zero or more,"
              + " or retryAfterText for a broken header.");
      assertThatThrownBy(() -> Fault.oversizedBody(500))
          .hasMessage("A body of 500 bytes is not oversized: use more than 1 MiB.");
    }
  }

  @Nested
  class A_query {
    @Test
    void for_an_unknown_task_is_refused_and_recorded() {
      gateway.accept(ID, TaskScript.succeeding());

      assertThatThrownBy(() -> gateway.query(TaskId.of("asyntask_B")))
          .isInstanceOf(TaskNotFoundException.class);
      assertThat(gateway.journal().unknownQueries())
          .containsExactly("A query was sent for the unknown task asyntask_B."
              + " Known tasks: asyntask_A. Accept it first.");
    }

    @Test
    void requires_a_positive_time_limit() {
      assertThatThrownBy(() -> gateway.query(ID, Duration.ZERO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("The time limit of a query must be more than zero, not PT0S.");
    }

    @Test
    void ends_at_once_when_interrupted() {
      gateway.accept(ID, TaskScript.succeeding());
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> gateway.query(ID)).isInstanceOf(QueryInterruptedException.class);

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void a_thousand_tasks_of_one_to_five_minutes_end_in_one_test() {
    List<TaskId> ids = IntStream.range(0, 1_000)
        .mapToObj(task ->
            gateway.accept(TaskScript.succeeding().running(Duration.ofSeconds(60 + task % 240))))
        .toList();

    try (TaskWatcher watcher =
            TaskWatcher.builder(gateway).time(time).ratePerSecond(100).build();
        Stream<TaskOutcome> outcomes = watcher.asCompleted(ids, Duration.ofMinutes(30))) {
      assertThat(outcomes.filter(TaskOutcome.Finished.class::isInstance)).hasSize(1_000);
    }
  }

  private static UpstreamReport reportOf(VideoTask task) {
    return Objects.requireNonNull(task.upstream());
  }
}
