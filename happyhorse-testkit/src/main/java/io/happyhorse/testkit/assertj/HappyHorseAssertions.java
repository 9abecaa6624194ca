package io.happyhorse.testkit.assertj;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.FakeGateway;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions about video tasks begin. Import it statically, beside AssertJ's own {@code Assertions}.
 *
 * <pre>{@code
 * assertThat(task).isSucceeded().hasProgress(100);
 * assertThat(gateway).didNotLeakApiKey().task(id).wasQueriedAtMost(9).wasNotQueriedAfterItEnded();
 * }</pre>
 */
public final class HappyHorseAssertions {
  private HappyHorseAssertions() {}

  /**
   * Begins assertions about an observation.
   *
   * @param actual the observation
   * @return what can be asserted
   */
  public static VideoTaskAssert assertThat(@Nullable VideoTask actual) {
    return new VideoTaskAssert(actual);
  }

  /**
   * Begins assertions about what a fake gateway was asked.
   *
   * @param actual the gateway, over HTTP or in memory
   * @return what can be asserted
   */
  public static GatewayAssert assertThat(@Nullable FakeGateway actual) {
    return new GatewayAssert(actual);
  }
}
