package io.happyhorse.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One state of a script.
 *
 * @param status the word of {@code data.status}
 * @param progress the text of {@code data.progress}
 * @param lasts how long it lasts, if it is not a number of queries that ends it
 * @param queries how many queries see it; 0 if time ends it
 * @param edit what is done to its {@code data}
 */
record ScriptStep(
    String status,
    String progress,
    Duration lasts,
    int queries,
    Consumer<Map<String, @Nullable Object>> edit) {
  static ScriptStep lasting(String status, String progress, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          status + " cannot last " + duration + ": use zero or more.");
    }
    return new ScriptStep(status, progress, duration, 0, data -> {});
  }

  static ScriptStep seen(String status, String progress, int queries) {
    if (queries < 1) {
      throw new IllegalArgumentException(
          status + " cannot be seen by " + queries + " queries: use 1 or more.");
    }
    return new ScriptStep(status, progress, Duration.ZERO, queries, data -> {});
  }

  ScriptStep edited(Consumer<Map<String, @Nullable Object>> value) {
    return new ScriptStep(status, progress, lasts, queries, edit.andThen(value));
  }

  boolean isRunning() {
    return status.equals("IN_PROGRESS");
  }
}
