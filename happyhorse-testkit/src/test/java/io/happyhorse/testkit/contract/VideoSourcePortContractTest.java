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
  void a_careless_source_fails_the_tests_of_keys_redirects_and_stalls() {
    assertThat(names(run(Careless.class).succeeded()))
        .contains("throws_if_there_is_no_connection", "throws_if_the_thread_is_already_interrupted")
        .doesNotContain(
            "fetches_the_whole_video_with_its_headers",
            "fetches_the_rest_from_an_offset",
            "fetches_a_part_of_the_video",
            "requests_a_part_only_of_the_expected_version",
            "does_not_change_the_link",
            "does_not_send_the_key_to_the_storage_host",
            "returns_that_a_video_no_longer_exists",
            "returns_the_target_of_a_redirect_without_following_it",
            "throws_after_the_bytes_of_a_truncated_body",
            "throws_if_no_byte_is_received_in_time",
            "throws_if_the_thread_is_interrupted_while_it_waits_for_a_byte");
  }

  static class AlwaysThrowing extends VideoSourcePortContract {
    @Override
    protected VideoSourcePort source(FakeHappyHorse gateway) {
      return (link, from, ifMatch, stall) -> {
        throw new IllegalStateException("this source always throws");
      };
    }
  }

  /** A test that cannot fail proves nothing. */
  @Test
  void a_source_that_always_throws_fails_every_test() {
    Events tests = run(AlwaysThrowing.class);

    assertThat(names(tests.started())).hasSizeGreaterThanOrEqualTo(18);
    assertThat(names(tests.succeeded())).isEmpty();
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
