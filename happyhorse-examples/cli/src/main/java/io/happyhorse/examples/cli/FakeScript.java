package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.TaskScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what becomes of which task from JSON. */
final class FakeScript {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private FakeScript() {}

  private record Story(
      @Nullable String task_id,
      @Nullable List<Step> steps,
      @Nullable String end,
      @Nullable String fail_reason) {}

  private record Step(
      @Nullable String status,

      @com.fasterxml.jackson.annotation.JsonProperty("for") @Nullable
      String lasts,

      @Nullable String progress) {}

  /** Returns the scripts; what is wrong with the text is an {@link IllegalArgumentException}. */
  static Map<TaskId, TaskScript> read(String json) {
    Story[] stories;
    try {
      stories = MAPPER.readValue(json, Story[].class);
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(
          "it is not the JSON that is wanted: " + unreadable.getOriginalMessage(), unreadable);
    }
    Map<TaskId, TaskScript> scripts = new LinkedHashMap<>();
    for (Story story : stories) {
      TaskId id = TaskId.of(required(story.task_id(), "task_id"));
      if (scripts.put(id, script(story)) != null) {
        throw new IllegalArgumentException("it has the task " + id + " twice.");
      }
    }
    return scripts;
  }

  private static TaskScript script(Story story) {
    String end = required(story.end(), "end");
    TaskScript script = switch (end) {
      case "SUCCESS" -> TaskScript.succeeding();
      case "FAILURE" -> TaskScript.failing(story.fail_reason() == null ? "" : story.fail_reason());
      default ->
        throw new IllegalArgumentException("an end is SUCCESS or FAILURE, not '" + end + "'.");
    };
    for (Step step : story.steps() == null ? List.<Step>of() : story.steps()) {
      script = script.stateFor(
          required(step.status(), "status"),
          step.progress() == null ? "" : step.progress(),
          new Durations().convert(required(step.lasts(), "for")));
    }
    return script;
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("a '" + name + "' is missing.");
    }
    return value;
  }
}
