package io.happyhorse.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
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
  void a_careless_adapter_keeps_the_laws_that_luck_keeps_for_it_and_breaks_the_others() {
    Events laws = run(Careless.class);

    assertThat(names(laws.started())).hasSizeGreaterThanOrEqualTo(40);
    assertThat(names(laws.succeeded()))
        .containsExactlyInAnyOrder(
            "queries_the_documented_path",
            "reads_a_response_after_one_that_never_came",
            "counts_one_request_for_an_immediate_response",
            "ignores_members_that_it_does_not_know",
            "keeps_an_unlisted_word",
            "lets_the_outer_status_win",
            "reads_JSON_that_is_sent_as_HTML",
            "reads_SUBMITTED_which_the_vendor_does_not_list",
            "reads_a_failure_in_Chinese",
            "reads_a_failure_with_its_code_and_its_message",
            "reads_a_failure_without_a_reason",
            "reads_a_queued_task",
            "reads_a_step_back",
            "reports_a_broken_connection",
            "reports_a_refused_connection",
            "serves_many_threads_at_once",
            "tolerates_any_progress",
            "tolerates_anything_in_the_upstreams_report",
            "takes_a_success_without_a_link_for_what_it_is",
            "takes_any_time_that_a_caller_may_have",
            "reports_a_truncated_body",
            "takes_the_text_of_a_failure_for_no_link");
  }

  static class Dead extends TaskQueryPortContract {
    @Override
    protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return (id, within) -> {
        throw new IllegalStateException("dead");
      };
    }
  }

  /** A law that cannot fail is none. */
  @Test
  void an_adapter_that_does_nothing_breaks_every_law() {
    assertThat(names(run(Dead.class).succeeded())).isEmpty();
  }

  private static Events run(Class<?> contract) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(contract))
        .execute()
        .testEvents();
  }

  private static List<String> names(Events events) {
    return events.stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .toList();
  }
}
