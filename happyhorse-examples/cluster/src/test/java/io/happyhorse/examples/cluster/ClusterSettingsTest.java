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

  static Stream<Arguments> invalid() {
    return Stream.of(
        rejected(() -> settings().ratePerSecond(0), "The rate must be more than zero, not 0.0."),
        rejected(
            () -> settings().ratePerSecond(Double.NaN),
            "The rate must be more than zero, not NaN."),
        rejected(() -> settings().threads(0), "The number of threads must be 1 or more, not 0."),
        rejected(
            () -> settings().timeout(Duration.ZERO),
            "The timeout must be more than zero, not PT0S."),
        rejected(
            () -> settings().heartbeat(Duration.ZERO, 4),
            "The heartbeat interval must be more than zero, not PT0S."),
        rejected(
            () -> settings().heartbeat(Duration.ofSeconds(1), 3),
            "The number of missed heartbeats must be 4 or more, not 3."),
        rejected(
            () -> settings().name(""), "The name of a node must have 1 to 50 characters, not 0."),
        rejected(
            () -> settings().name("n".repeat(51)),
            "The name of a node must have 1 to 50 characters, not 51."));
  }

  private static Arguments rejected(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("invalid")
  void invalid_values_are_rejected(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void settings_do_not_change_when_their_builder_is_used_again() {
    ClusterSettingsBuilder builder = settings().name("one").threads(3);
    ClusterSettings one = builder.build();
    ClusterSettings two = builder.name("two").build();

    assertThat(one.name()).isEqualTo("one");
    assertThat(two.name()).isEqualTo("two");
    assertThat(two.threads()).isEqualTo(3);
  }

  @Test
  void the_defaults_are_as_documented() {
    ClusterSettings defaults = settings().build();

    assertThat(defaults.ratePerSecond()).isEqualTo(50);
    assertThat(defaults.threads()).isEqualTo(20);
    assertThat(defaults.timeout()).isEqualTo(Duration.ofMinutes(30));
    assertThat(defaults.heartbeat()).isEqualTo(Duration.ofSeconds(10));
    assertThat(defaults.missedHeartbeats()).isEqualTo(6);
    assertThat(defaults.downloads()).isNull();
  }
}
