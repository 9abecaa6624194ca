package io.happyhorse.examples.cli;

import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads the scripts of tasks from JSON, whose form the help of {@code fake} shows. */
final class FakeScript {
  private static final List<String> TASK_MEMBERS =
      List.of("task_id", "steps", "end", "fail_reason");
  private static final List<String> STEP_MEMBERS = List.of("status", "for", "progress");

  private FakeScript() {}

  /** Returns the scripts. Throws an {@link IllegalArgumentException} if the text is invalid. */
  static Map<TaskId, TaskScript> read(String json, String name) {
    Map<TaskId, TaskScript> scripts = new LinkedHashMap<>();
    String place = "";
    try {
      List<?> tasks = list(JsonInput.parse(json), "tasks");
      for (Object task : tasks) {
        place = " at task " + (scripts.size() + 1);
        add(object(task, TASK_MEMBERS), scripts);
      }
      return scripts;
    } catch (IllegalArgumentException invalid) {
      throw new IllegalArgumentException(
          "The script in " + name + " cannot be used" + place + ": " + invalid.getMessage(),
          invalid);
    }
  }

  private static void add(Map<?, ?> task, Map<TaskId, TaskScript> scripts) {
    TaskId id = TaskId.of(required(task, "task_id"));
    if (scripts.containsKey(id)) {
      throw new IllegalArgumentException("the task " + id + " is listed twice.");
    }
    scripts.put(id, script(task));
  }

  private static TaskScript script(Map<?, ?> task) {
    String end = required(task, "end");
    String reason = text(task, "fail_reason");
    TaskScript script = switch (end) {
      case "SUCCESS" -> TaskScript.succeeding();
      case "FAILURE" -> TaskScript.failing(reason == null ? "" : reason);
      default ->
        throw new IllegalArgumentException(
            "the end of a task is SUCCESS or FAILURE, not '" + end + "'.");
    };
    Object steps = task.get("steps");
    for (Object given : steps == null ? List.of() : list(steps, "steps")) {
      Map<?, ?> step = object(given, STEP_MEMBERS);
      String progress = text(step, "progress");
      script = script.state(
          required(step, "status"),
          progress == null ? "" : progress,
          Stay.of(duration(required(step, "for"))));
    }
    return script;
  }

  private static List<?> list(@Nullable Object value, String name) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw misplaced(value, "a list of " + name);
  }

  private static Map<?, ?> object(@Nullable Object value, List<String> members) {
    if (!(value instanceof Map<?, ?> object)) {
      throw misplaced(value, "an object with " + String.join(", ", members));
    }
    for (Object name : object.keySet()) {
      if (!members.contains(name)) {
        throw new IllegalArgumentException("'" + Redactor.line(String.valueOf(name))
            + "' is unknown: use " + String.join(", ", members) + ".");
      }
    }
    return object;
  }

  private static IllegalArgumentException misplaced(@Nullable Object value, String expected) {
    return new IllegalArgumentException(
        "there is " + JsonInput.describe(value) + " instead of " + expected + ".");
  }

  private static Duration duration(String text) {
    try {
      return new Durations().convert(text);
    } catch (TypeConversionException invalid) {
      throw new IllegalArgumentException(invalid.getMessage() + ".", invalid);
    }
  }

  private static String required(Map<?, ?> object, String name) {
    String value = text(object, name);
    if (value == null) {
      throw new IllegalArgumentException("'" + name + "' is missing.");
    }
    return value;
  }

  private static @Nullable String text(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException(
          "'" + name + "' is " + JsonInput.describe(value) + ": use a text.");
    }
    return value == null ? null : value.toString();
  }
}
