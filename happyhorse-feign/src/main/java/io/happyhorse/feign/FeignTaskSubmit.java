package io.happyhorse.feign;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.time.Duration;

/** Creates tasks over HTTP. */
final class FeignTaskSubmit implements TaskSubmitPort {
  /** The maximum of Feign's time limits, about 25 days. */
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  private final SubmitConfig config;

  FeignTaskSubmit(SubmitConfig config) {
    this.config = config;
  }

  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "The time limit of a submission must be more than zero, not " + within + ".");
    }
    request.validate();
    return new SubmitCall(config, request, within.compareTo(LONGEST) < 0 ? within : LONGEST).run();
  }

  @Override
  public URI origin() {
    return config.origin();
  }

  /** Returns the gateway, without the key. */
  @Override
  public String toString() {
    return "FeignTaskSubmit[" + origin() + "]";
  }
}
