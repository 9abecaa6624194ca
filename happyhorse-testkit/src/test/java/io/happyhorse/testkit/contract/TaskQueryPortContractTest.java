package io.happyhorse.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class TaskQueryPortContractTest {
  static class Careless extends TaskQueryPortContract {
    @Override
    protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return new CarelessTaskQuery(baseUri, apiKey);
    }
  }

  @Test
  void a_careless_adapter_passes_only_these_tests() {
    Events tests = run(Careless.class);

    assertThat(names(tests.started())).hasSizeGreaterThanOrEqualTo(40);
    assertThat(names(tests.succeeded()))
        .containsExactlyInAnyOrder(
            "queries_the_documented_path",
            "reads_a_response_after_one_that_has_stalled",
            "counts_one_request_for_an_immediate_response",
            "ignores_unknown_members",
            "keeps_the_raw_text_of_an_unlisted_status",
            "reads_the_outer_status_rather_than_the_upstreams",
            "reads_JSON_that_is_sent_as_HTML",
            "reads_SUBMITTED_which_the_vendor_does_not_list",
            "reads_a_failure_in_Chinese",
            "reads_a_failure_with_its_code_and_its_message",
            "reads_a_failure_without_a_reason",
            "reads_a_queued_task",
            "reads_a_status_that_regresses",
            "reports_a_broken_connection",
            "reports_a_refused_connection",
            "supports_concurrent_calls",
            "tolerates_any_progress",
            "tolerates_anything_in_the_upstreams_report",
            "reads_a_success_without_a_link",
            "accepts_very_long_time_limits",
            "reports_a_truncated_body",
            "reads_no_link_from_the_text_of_a_failure");
  }

  static class AlwaysThrowing extends TaskQueryPortContract {
    @Override
    protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return (id, within) -> {
        throw new IllegalStateException("this adapter always throws");
      };
    }
  }

  /** A test that cannot fail proves nothing. */
  @Test
  void an_adapter_that_always_throws_fails_every_test() {
    assertThat(names(run(AlwaysThrowing.class).succeeded())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        TaskQueryPortContract.class,
        TaskSubmitPortContract.class,
        VideoSourcePortContract.class
      })
  void each_test_of_a_contract_has_a_time_limit(Class<?> contract) {
    assertThat(contract).hasAnnotation(Timeout.class);
  }

  static class Interrupted extends TaskQueryPortContract {
    @Override
    protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
      CarelessTaskQuery port = new CarelessTaskQuery(baseUri, apiKey);
      return (id, within) -> {
        if (within.compareTo(Duration.ofSeconds(1)) < 0) {
          throw new QueryInterruptedException(QueryDetails.of(id));
        }
        return port.query(id, within);
      };
    }
  }

  @Test
  void an_adapter_that_ends_only_when_JUnit_interrupts_it_is_not_measured_again() {
    Events tests =
        run(selectMethod(Interrupted.class, "ends_within_its_time_limit_if_the_body_stalls"));

    assertThat(tests.failed().count()).isOne();
    assertThat(tests.succeeded().count()).isZero();
  }

  private static Events run(Class<?> contract) {
    return run(selectClass(contract));
  }

  private static Events run(DiscoverySelector tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(tests).execute().testEvents();
  }

  private static List<String> names(Events events) {
    return events.stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .toList();
  }
}
