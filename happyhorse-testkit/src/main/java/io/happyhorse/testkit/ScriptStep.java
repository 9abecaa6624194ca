package io.happyhorse.testkit;

import java.util.Map;
import java.util.function.Consumer;
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
    this(status, progress, stay, TaskScript.UNEDITED);
  }

  boolean isRunning() {
    return status.equals("IN_PROGRESS");
  }
}
