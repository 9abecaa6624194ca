package io.happyhorse.feign;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.net.URI;
import java.time.Duration;

/** Creates tasks over HTTP. */
final class FeignTaskSubmit implements TaskSubmitPort {
  private final SubmitConfig config;

  FeignTaskSubmit(SubmitConfig config) {
    this.config = config;
  }

  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "A submission needs more than no time, not " + within + ".");
    }
    request.validate();
    return new SubmitCall(config, request, within).run();
  }

  @Override
  public URI origin() {
    return config.origin();
  }

  /** Returns the gateway; never the key. */
  @Override
  public String toString() {
    return "FeignTaskSubmit[" + origin() + "]";
  }
}
