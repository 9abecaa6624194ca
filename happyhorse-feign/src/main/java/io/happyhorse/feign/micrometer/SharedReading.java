package io.happyhorse.feign.micrometer;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expensive source on behalf of all its gauges, at most once per interval. It holds the source weakly. Thread-safe.
 *
 * @param <S> the type of the source
 * @param <R> the type of a reading
 */
final class SharedReading<S, R> {
  private final Function<S, R> read;
  private final Clock clock;
  private final long freshNanos;
  private @Nullable R latest;
  private long readAt;

  SharedReading(Function<S, R> read, Clock clock, Duration fresh) {
    this.read = read;
    this.clock = clock;
    this.freshNanos = fresh.toNanos();
  }

  /** Returns the function of a gauge that takes its value from a reading. */
  ToDoubleFunction<S> then(ToDoubleFunction<R> value) {
    return source -> value.applyAsDouble(reading(source));
  }

  private synchronized R reading(S source) {
    long now = clock.monotonicTime();
    R known = latest;
    if (known == null || now - readAt >= freshNanos) {
      known = read.apply(source);
      latest = known;
      readAt = now;
    }
    return known;
  }
}
