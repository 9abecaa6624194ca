package io.happyhorse.core.download;

/**
 * Settings of the concurrent requests for the parts of one video.
 *
 * @param most the maximum number of concurrent requests for one video; 1 for one request at a time
 * @param partBytes the length of a part, except the last one
 * @param leastBytes the number of missing bytes from which on several requests are used
 */
record ParallelRanges(int most, int partBytes, long leastBytes) {
  static final ParallelRanges DEFAULT = new ParallelRanges(4, 4 << 20, 32 << 20);

  ParallelRanges withMost(int value) {
    return new ParallelRanges(value, partBytes, leastBytes);
  }
}
