package io.happyhorse.feign;

import feign.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time limits of one request.
 *
 * @param connect the connect timeout
 * @param whole the limit of the whole request, from connecting to the end of the body
 */
record Timeouts(Duration connect, Duration whole) {
  /** Returns these limits for Feign, which follows no redirect. */
  Request.Options toOptions() {
    return new Request.Options(
        connect.toMillis(), TimeUnit.MILLISECONDS, whole.toMillis(), TimeUnit.MILLISECONDS, false);
  }

  /** Returns the limit that applies while there is no connection, which is the shorter one. */
  Duration untilConnected() {
    return connect.compareTo(whole) < 0 ? connect : whole;
  }
}
