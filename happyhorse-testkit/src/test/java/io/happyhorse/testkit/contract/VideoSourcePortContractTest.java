package io.happyhorse.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.testkit.FakeHappyHorse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class VideoSourcePortContractTest {
  static class Careless extends VideoSourcePortContract {
    @Override
    protected VideoSourcePort source(FakeHappyHorse gateway) {
      return new CarelessVideoSource(gateway.apiKey());
    }
  }

  @Test
  void a_careless_source_breaks_the_laws_about_keys_redirects_and_stalls() {
    assertThat(names(run(Careless.class).succeeded()))
        .contains("throws_if_there_is_no_connection", "throws_if_the_thread_is_interrupted_before")
        .doesNotContain(
            "fetches_the_whole_with_its_headers",
            "fetches_the_rest_from_a_byte_on",
            "fetches_a_part_of_the_video",
            "requests_a_part_only_of_the_expected_version",
            "leaves_the_link_as_it_is",
            "keeps_the_key_from_the_storage_host",
            "returns_what_is_gone",
            "returns_where_a_redirect_leads_and_does_not_follow_it",
            "throws_after_the_bytes_of_a_body_that_is_cut",
            "throws_if_no_byte_comes_in_time",
            "throws_if_the_thread_is_interrupted_while_it_waits_for_a_byte");
  }

  static class Dead extends VideoSourcePortContract {
    @Override
    protected VideoSourcePort source(FakeHappyHorse gateway) {
      return (link, from, ifMatch, stall) -> {
        throw new IllegalStateException("dead");
      };
    }
  }

  /** A law that cannot fail is none. */
  @Test
  void a_source_that_does_nothing_breaks_every_law() {
    Events laws = run(Dead.class);

    assertThat(names(laws.started())).hasSizeGreaterThanOrEqualTo(18);
    assertThat(names(laws.succeeded())).isEmpty();
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
