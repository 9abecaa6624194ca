package io.happyhorse.examples.benchmarks.peers.gateway;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The faults of a trial. While the gateway throttles, all requests get a 429, and in the outage a 503. If it throttles, there are also single
 * faults at any time: 1 % of the requests get a 503, 1 % a reset and 0.2 % an HTML page. Times are milliseconds since the tasks were submitted. The
 * same seed gives the same faults.
 *
 * @param throttledAt when the throttling begins
 * @param throttledMillis its length; 0 if there is none
 * @param outageAt when the outage begins
 * @param outageMillis its length; 0 if there is none
 * @param seed the seed of the faults
 */
public record FaultPlan(
    long throttledAt, long throttledMillis, long outageAt, long outageMillis, long seed) {
  public static final FaultPlan NONE = new FaultPlan(0, 0, 0, 0, 0);

  private static final double UNAVAILABLE = 0.01;
  private static final double RESET = UNAVAILABLE + 0.01;
  private static final double HTML = RESET + 0.002;
  private static final long TASKS_APART = 1_000_003;

  /** Reads the text of {@link #toString()}. */
  public static FaultPlan parse(String text) {
    long[] numbers =
        Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    return new FaultPlan(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }

  public boolean isNone() {
    return throttledMillis == 0 && outageMillis == 0;
  }

  public long outageEnd() {
    return outageAt + outageMillis;
  }

  /** Returns whether a time is in the outage. */
  public boolean isOutage(long millis) {
    return millis >= outageAt && millis < outageEnd();
  }

  /** Returns the fault of a request: the n-th one for a task, at a time. */
  GatewayFault at(int task, int request, long millis) {
    if (isOutage(millis)) {
      return GatewayFault.OUTAGE;
    }
    if (millis >= throttledAt && millis < throttledAt + throttledMillis) {
      return GatewayFault.THROTTLED;
    }
    return throttledMillis == 0
        ? GatewayFault.NONE
        : drawn(new SplittableRandom(seed + task * TASKS_APART + request).nextDouble());
  }

  private static GatewayFault drawn(double chance) {
    if (chance < UNAVAILABLE) {
      return GatewayFault.UNAVAILABLE;
    }
    if (chance < RESET) {
      return GatewayFault.RESET;
    }
    return chance < HTML ? GatewayFault.HTML : GatewayFault.NONE;
  }

  @Override
  public String toString() {
    return LongStream.of(throttledAt, throttledMillis, outageAt, outageMillis, seed)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(","));
  }
}
