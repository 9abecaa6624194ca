package io.happyhorse.core.watch;

import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a gateway responds to a query. */
final class Responses {
  private Responses() {}

  /** Returns an observation; SUCCESS has a link. */
  static VideoTask observation(TaskId id, String word, Instant at) {
    return VideoTask.builder(id, word, at)
        .link(word.equals("SUCCESS") ? ResultLink.parse("https://h/v.mp4", null, at) : null)
        .build();
  }

  /** Returns the error of a status: 429, or one of a gateway that is unavailable. */
  static QueryException error(TaskId id, int status, @Nullable Duration retryAfter) {
    QueryDetails details = new QueryDetails(id, null, status, null, 1, null, retryAfter);
    return status == 429
        ? new RateLimitedException(details)
        : new GatewayUnavailableException(details);
  }
}
