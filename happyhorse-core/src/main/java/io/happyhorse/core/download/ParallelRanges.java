package io.happyhorse.core.download;

import java.time.Duration;

/**
 * Settings of the concurrent requests for the parts of one video.
 *
 * @param most the maximum number of concurrent requests for one video; 1 for one request at a time
 * @param partBytes the length of a part, except the last one
 * @param leastBytes the number of missing bytes from which on several requests are used
 * @param probeBytes the number of bytes that are received with one request before its rate is judged
 * @param probeTime the time for {@code probeBytes} from which on a request counts as slow; only then several are used
 */
record ParallelRanges(
    int most, int partBytes, long leastBytes, int probeBytes, Duration probeTime) {
  static final ParallelRanges DEFAULT =
      new ParallelRanges(4, 4 << 20, 32 << 20, 2 << 20, Duration.ofMillis(20));

  /** The number of parts beyond the concurrent ones that may have been received before an earlier part. */
  private static final int EARLY = 2;

  ParallelRanges withMost(int value) {
    return new ParallelRanges(value, partBytes, leastBytes, probeBytes, probeTime);
  }

  /** Returns the maximum number of parts that are requested or in memory. */
  int window() {
    return most + EARLY;
  }

  /** Returns whether a request that has received this number of bytes is slow. */
  boolean isSlow(long bytes, Duration took) {
    return bytes >= probeBytes
        && (double) took.toNanos() * probeBytes >= (double) probeTime.toNanos() * bytes;
  }
}
