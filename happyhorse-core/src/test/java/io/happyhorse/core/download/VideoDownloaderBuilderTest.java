package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VideoDownloaderBuilderTest {
  private final VideoDownloaderBuilder builder = new DownloadFixture().builder();

  static Stream<Arguments> refused() {
    return Stream.of(
        setting(it -> it.tries(0), "A download can have 1 to 100 tries, not 0."),
        setting(it -> it.tries(101), "A download can have 1 to 100 tries, not 101."),
        setting(it -> it.maxConcurrent(0), "There can be 1 to 64 concurrent downloads, not 0."),
        setting(it -> it.maxConcurrent(65), "There can be 1 to 64 concurrent downloads, not 65."),
        setting(
            it -> it.parallelRanges(0), "A download can have 1 to 16 concurrent requests, not 0."),
        setting(
            it -> it.parallelRanges(17),
            "A download can have 1 to 16 concurrent requests, not 17."),
        setting(
            it -> it.stallTimeout(Duration.ZERO),
            "The stall timeout must be more than zero and at most 1 hour, not PT0S."));
  }

  private static Arguments setting(Consumer<VideoDownloaderBuilder> change, String message) {
    return Arguments.of(change, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses_values_out_of_range(Consumer<VideoDownloaderBuilder> change, String message) {
    assertThatThrownBy(() -> change.accept(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  @SuppressWarnings("NullAway") // null on purpose
  void names_the_parameter_that_is_null() {
    assertThatThrownBy(() -> builder.freshLinksFrom(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("port");
  }

  @ParameterizedTest
  @MethodSource("limits")
  void accepts_the_limits(Consumer<VideoDownloaderBuilder> change) {
    Assertions.assertThatCode(() -> change.accept(builder)).doesNotThrowAnyException();
  }

  static Stream<Consumer<VideoDownloaderBuilder>> limits() {
    return Stream.of(
        it -> it.tries(1),
        it -> it.tries(100),
        it -> it.maxConcurrent(1),
        it -> it.maxConcurrent(64),
        it -> it.parallelRanges(1),
        it -> it.parallelRanges(16),
        it -> it.stallTimeout(Duration.ofHours(1)));
  }
}
