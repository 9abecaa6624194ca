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

/** Reads what becomes of which task from JSON. */
final class FakeScript {
  private static final String SHAPE = "it is not a JSON array of tasks such as the help shows.";
  private static final Set<String> STORY = Set.of("task_id", "steps", "end", "fail_reason");
  private static final Set<String> STEP = Set.of("status", "for", "progress");

  private FakeScript() {}

  /** Returns the scripts; what is wrong with the text is an {@link IllegalArgumentException}. */
  static Map<TaskId, TaskScript> read(String json) {
    Object stories = parsed(json);
    if (stories == null) {
      throw new IllegalArgumentException("it is null.");
    }
    Map<TaskId, TaskScript> scripts = new LinkedHashMap<>();
    for (Object given : list(stories)) {
      Map<?, ?> story = object(given, "a task", STORY);
      TaskId id = TaskId.of(required(story, "task_id"));
      if (scripts.put(id, script(story)) != null) {
        throw new IllegalArgumentException("it has the task " + id + " twice.");
      }
    }
    return scripts;
  }

  private static @Nullable Object parsed(String json) {
    try {
      return new JacksonJsonParser().parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(SHAPE, unreadable);
    }
  }

  private static TaskScript script(Map<?, ?> story) {
    String end = required(story, "end");
    String reason = text(story, "fail_reason");
    TaskScript script = switch (end) {
      case "SUCCESS" -> TaskScript.succeeding();
      case "FAILURE" -> TaskScript.failing(reason == null ? "" : reason);
      default ->
        throw new IllegalArgumentException("an end is SUCCESS or FAILURE, not '" + end + "'.");
    };
    Object steps = story.get("steps");
    for (Object given : steps == null ? List.of() : list(steps)) {
      Map<?, ?> step = object(given, "a step", STEP);
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
    throw new IllegalArgumentException(SHAPE);
  }

  private static Map<?, ?> object(@Nullable Object value, String name, Set<String> members) {
    if (value == null) {
      throw new IllegalArgumentException(name + " is null.");
    }
    if (value instanceof Map<?, ?> object && members.containsAll(object.keySet())) {
      return object;
    }
    throw new IllegalArgumentException(SHAPE);
  }

  private static Duration duration(String text) {
    try {
      return new Durations().convert(text);
    } catch (TypeConversionException none) {
      throw new IllegalArgumentException(none.getMessage() + ".", none);
    }
  }

  private static String required(Map<?, ?> object, String name) {
    String value = text(object, name);
    if (value == null) {
      throw new IllegalArgumentException("a '" + name + "' is missing.");
    }
    return value;
  }

  private static @Nullable String text(Map<?, ?> object, String name) {
    Object value = object.get(name);
    if (value instanceof Map || value instanceof List) {
      throw new IllegalArgumentException(SHAPE);
    }
    return value == null ? null : value.toString();
  }
}
