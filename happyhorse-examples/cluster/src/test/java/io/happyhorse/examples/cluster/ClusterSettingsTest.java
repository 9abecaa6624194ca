package io.happyhorse.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterSettingsTest {
  private static ClusterSettingsBuilder settings() {
    return ClusterSettings.builder();
  }

  static Stream<Arguments> unusable() {
    return Stream.of(
        refused(() -> settings().rate(0), "The rate must be more than zero, not 0.0."),
        refused(() -> settings().rate(Double.NaN), "The rate must be more than zero, not NaN."),
        refused(() -> settings().threads(0), "The number of threads must be 1 or more, not 0."),
        refused(
            () -> settings().timeout(Duration.ZERO),
            "The timeout must be more than zero, not PT0S."),
        refused(
            () -> settings().heartbeat(Duration.ZERO, 4),
            "The heartbeat must be more than zero, not PT0S."),
        refused(
            () -> settings().heartbeat(Duration.ofSeconds(1), 3),
            "The number of missed heartbeats must be 4 or more, not 3."),
        refused(() -> settings().name(""), "A node's name has 1 to 50 characters."),
        refused(() -> settings().name("n".repeat(51)), "A node's name has 1 to 50 characters."));
  }

  private static Arguments refused(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unusable")
  void what_cannot_be_is_refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void a_builder_that_is_used_again_does_not_change_what_it_has_built() {
    ClusterSettingsBuilder builder = settings().name("one").threads(3);
    ClusterSettings one = builder.build();
    ClusterSettings two = builder.name("two").build();

    assertThat(one.name()).isEqualTo("one");
    assertThat(two.name()).isEqualTo("two");
    assertThat(two.threads()).isEqualTo(3);
  }

  @Test
  void the_defaults_are_those_that_are_documented() {
    ClusterSettings defaults = settings().build();

    assertThat(defaults.perSecond()).isEqualTo(50);
    assertThat(defaults.threads()).isEqualTo(20);
    assertThat(defaults.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.missedHeartbeats()).isEqualTo(6);
    assertThat(defaults.videos()).isNull();
  }
}
