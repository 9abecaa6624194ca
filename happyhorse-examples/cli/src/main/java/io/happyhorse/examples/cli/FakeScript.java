package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.JacksonJsonParser;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;

/** Reads the scripts of tasks from JSON, whose form the help of {@code fake} shows. */
final class FakeScript {
  private static final String NOT_A_SCRIPT =
      "it is not a JSON array of tasks as shown in the help.";
  private static final Set<String> TASK_MEMBERS = Set.of("task_id", "steps", "end", "fail_reason");
  private static final Set<String> STEP_MEMBERS = Set.of("status", "for", "progress");

  private FakeScript() {}

  /** Returns the scripts. Throws an {@link IllegalArgumentException} if the text is invalid. */
  static Map<TaskId, TaskScript> read(String json) {
    Object tasks = parsed(json);
    if (tasks == null) {
      throw new IllegalArgumentException("it is null instead of a JSON array of tasks.");
    }
    Map<TaskId, TaskScript> scripts = new LinkedHashMap<>();
    for (Object given : list(tasks)) {
      Map<?, ?> task = object(given, "a task", TASK_MEMBERS);
      TaskId id = TaskId.of(required(task, "task_id"));
      if (scripts.put(id, script(task)) != null) {
        throw new IllegalArgumentException("it contains the task " + id + " twice.");
      }
    }
    return scripts;
  }

  private static @Nullable Object parsed(String json) {
    try {
      return new JacksonJsonParser().parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(NOT_A_SCRIPT, unreadable);
    }
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
    for (Object given : steps == null ? List.of() : list(steps)) {
      Map<?, ?> step = object(given, "a step", STEP_MEMBERS);
      String progress = text(step, "progress");
      script = script.state(
          required(step, "status"),
          progress == null ? "" : progress,
          Stay.of(duration(required(step, "for"))));
    }
    return script;
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(NOT_A_SCRIPT);
  }

  private static Map<?, ?> object(@Nullable Object value, String name, Set<String> members) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is null.");
    }
    if (value instanceof Map<?, ?> object && members.containsAll(object.keySet())) {
      return object;
    }
    throw new IllegalArgumentException(NOT_A_SCRIPT);
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
      throw new IllegalArgumentException(NOT_A_SCRIPT);
    }
    return value == null ? null : value.toString();
  }
}
