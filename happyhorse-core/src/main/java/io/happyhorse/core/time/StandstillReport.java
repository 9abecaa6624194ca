package io.happyhorse.core.time;

import java.time.Duration;

/** Describes why a virtual time stands still and what to do about it. */
final class StandstillReport {
  private static final String ADVICE = """

      A wait ends in virtual time if this time knows it: a handle's join(), its future() and the stages made from it,
      TaskHandle.allOf(handles) instead of CompletableFuture.allOf or anyOf, time.await(future), time.sleep(pause).""";
  private static final String LENIENT = """

      Or use the lenient clock, which also passes waits that it does not know: VirtualTime.lenient, or
      TestClock.LENIENT in @HappyHorseTest.""";

  private StandstillReport() {}

  static String of(TimeCheck check, boolean lenient, Duration standstillAfter) {
    StringBuilder report = new StringBuilder(
        "This virtual time has not moved for %s of real time.".formatted(text(standstillAfter)));
    if (check.unparked().isEmpty()) {
      report.append(
          check.next() == VirtualClock.NEVER
              ? " Every participant waits and no timer is set, so this wait cannot end."
              : " Every participant waits: advance the time from a thread that does not.");
    }
    check
        .unparked()
        .forEach(participant -> report.append("\nNot parked: ").append(participant.description()));
    return report.append(ADVICE).append(lenient ? "" : LENIENT).toString();
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
