package io.happyhorse.examples.benchmarks.peers;

import java.util.List;
import java.util.Locale;

/** A part of the comparison, which has a table of its own. */
enum Part {
  /** Many tasks without faults. */
  LOAD,
  /** A gateway with single faults, a period of 429 and an outage. */
  FAULTS,
  /** A gateway with an outage only. */
  OUTAGE,
  /** The smallest heap. */
  HEAP;

  private static final String RATIO = "_x";

  String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the columns of its figures. */
  List<String> figures() {
    return switch (this) {
      case LOAD ->
        List.of(
            "threads",
            "threads_x",
            "rss_mib",
            "rss_mib_x",
            "requests_per_task",
            "requests_per_task_x",
            "lag_mean_s",
            "lag_p95_s",
            "lost");
      case FAULTS, OUTAGE ->
        List.of(
            "lost",
            "requests_per_task",
            "requests_in_outage",
            "requests_in_outage_x",
            "after_outage_mean_s",
            "after_outage_p95_s",
            "peak_connections",
            "leaked");
      case HEAP -> List.of("smallest_heap_mib", "smallest_heap_mib_x");
    };
  }

  static boolean isRatio(String column) {
    return column.endsWith(RATIO);
  }

  /** Returns the column that a ratio is about. */
  static String base(String ratio) {
    return ratio.substring(0, ratio.length() - RATIO.length());
  }
}
