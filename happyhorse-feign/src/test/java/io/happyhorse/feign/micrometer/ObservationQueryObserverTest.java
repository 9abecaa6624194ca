package io.happyhorse.feign.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationTextPublisher;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservationQueryObserverTest {
  private static final String NAME = "happyhorse.task.query";

  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
      .baseUrl(gateway.baseUri())
      .time(time)
      .observer(new ObservationQueryObserver(registry))
      .build();

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @Test
  void a_query_is_one_observation_with_its_retries() {
    TaskId id = gateway.accept(
        TaskScript.succeeding().onQuery(1, Fault.status(503).retryAfter(Duration.ofSeconds(2))));

    assertThat(tasks.query(id).isSucceeded()).isTrue();

    TestObservationRegistryAssert.assertThat(registry)
        .hasNumberOfObservationsWithNameEqualTo(NAME, 1)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasBeenStarted()
        .hasBeenStopped()
        .doesNotHaveError()
        .hasContextualNameEqualTo("query task")
        .hasLowCardinalityKeyValue("status", "200")
        .hasLowCardinalityKeyValue("task.status", "SUCCESS")
        .hasHighCardinalityKeyValue("task.id", id.value())
        .hasHighCardinalityKeyValue("attempts", "2");
  }

  @Test
  void a_failed_query_has_its_error_and_no_secret() {
    TaskId id = gateway.accept(TaskScript.succeeding().onEveryQuery(GatewayErrors.unauthorized()));
    List<String> published = new ArrayList<>();
    registry.observationConfig().observationHandler(new ObservationTextPublisher(published::add));

    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasBeenStopped()
        .hasError()
        .hasLowCardinalityKeyValue("status", "401")
        .hasLowCardinalityKeyValue("task.status", "none");
    assertThat(published.toString()).contains("401").doesNotContain(gateway.apiKey());
  }

  @Test
  void an_observation_is_current_during_the_query_and_a_child_of_the_previous_one() {
    List<String> current = new ArrayList<>();
    TaskId id = gateway.accept(TaskScript.succeeding());
    FeignTaskQuery observed = FeignTaskQuery.builder(() -> {
          Observation now = registry.getCurrentObservation();
          current.add(
              now == null
                  ? "none"
                  : now.getContext().getName() + " in "
                      + now.getContextView()
                          .getParentObservation()
                          .getContextView()
                          .getName());
          return gateway.apiKey();
        })
        .baseUrl(gateway.baseUri())
        .observer(new ObservationQueryObserver(registry))
        .build();
    Observation request = Observation.start("request", registry);

    request.scoped(() -> observed.query(id));

    assertThat(current).containsExactly(NAME + " in request");
    assertThat(registry.getCurrentObservation()).isNull();
  }

  @Test
  void an_observation_ends_even_after_an_error_of_the_jvm() {
    FeignTaskQuery broken = FeignTaskQuery.builder("sk-broken")
        .transport((request, options) -> {
          throw new OutOfMemoryError("simulated");
        })
        .observer(new ObservationQueryObserver(registry))
        .build();

    assertThatThrownBy(() -> broken.query(TaskId.of("asyntask_A")))
        .isInstanceOf(OutOfMemoryError.class);

    TestObservationRegistryAssert.assertThat(registry)
        .hasObservationWithNameEqualTo(NAME)
        .that()
        .hasBeenStopped()
        .hasLowCardinalityKeyValue("status", "none");
    assertThat(registry.getCurrentObservation()).isNull();
  }
}
