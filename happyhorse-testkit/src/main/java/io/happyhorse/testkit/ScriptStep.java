package io.happyhorse.testkit;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One state of a script.
 *
 * @param status the text of {@code data.status}
 * @param progress the text of {@code data.progress}
 * @param stay the length of the state
 * @param edit changes its {@code data}
 */
record ScriptStep(
    String status, String progress, Stay stay, Consumer<Map<String, @Nullable Object>> edit) {
  ScriptStep(String status, String progress, Stay stay) {
    this(status, progress, stay, ScriptRules.UNEDITED);
  }

  boolean isRunning() {
    return status.equals("IN_PROGRESS");
  }

  /** Returns the states of IN_PROGRESS, one for each progress. */
  static ScriptStep[] running(Stay stay, String... progress) {
    if (progress.length == 0) {
      throw new IllegalArgumentException("IN_PROGRESS needs a progress: pass one or more texts.");
    }
    List<Stay> parts = stay.parts(progress.length);
    return IntStream.range(0, parts.size())
        .mapToObj(part -> new ScriptStep("IN_PROGRESS", progress[part], parts.get(part)))
        .toArray(ScriptStep[]::new);
  }
}
