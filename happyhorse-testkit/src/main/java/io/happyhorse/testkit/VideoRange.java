package io.happyhorse.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requested part of a video.
 *
 * @param from the first byte
 * @param to the byte after the last
 * @param isPart whether it is a range; otherwise it is the whole video
 */
record VideoRange(long from, long to, boolean isPart) {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** Parses the header {@code Range} as the storage host does: an unsupported one is ignored. */
  static VideoRange read(@Nullable String header, long size) {
    Matcher range = RANGE.matcher(header == null ? "" : header);
    if (!range.matches() || range.group().equals("bytes=-")) {
      return whole(size);
    }
    long last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
    return range.group(1).isEmpty()
        ? between(Math.max(0, size - last), size, size)
        : between(Long.parseLong(range.group(1)), Math.min(size - 1, last) + 1, size);
  }

  private static VideoRange between(long from, long to, long size) {
    return from < to || from >= size ? new VideoRange(from, to, true) : whole(size);
  }

  private static VideoRange whole(long size) {
    return new VideoRange(0, size, false);
  }

  long length() {
    return to - from;
  }
}
