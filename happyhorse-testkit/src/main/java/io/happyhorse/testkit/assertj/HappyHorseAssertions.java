package io.happyhorse.testkit.assertj;

import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.FakeGateway;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for assertions about video tasks. Import it statically, beside AssertJ's {@code Assertions}.
 *
 * <pre>{@code
 * assertThat(task).isSucceeded().hasProgress(100);
 * assertThat(gateway).didNotLeakApiKey().task(id).wasQueriedAtMost(9).wasNotQueriedAfterItEnded();
 * }</pre>
 */
public final class HappyHorseAssertions {
  private HappyHorseAssertions() {}

  /** Returns assertions about an observation. */
  public static VideoTaskAssert assertThat(@Nullable VideoTask actual) {
    return new VideoTaskAssert(actual);
  }

  /**
   * Returns assertions about the requests to a fake gateway.
   *
   * @param actual the gateway, over HTTP or in memory
   */
  public static GatewayAssert assertThat(@Nullable FakeGateway actual) {
    return new GatewayAssert(actual);
  }
}
