package io.happyhorse.examples.cli;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what becomes of which task from JSON. */
final class FakeScript {
  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private FakeScript() {}

  private record Story(
      @Nullable String task_id,
      @Nullable List<@Nullable Step> steps,
      @Nullable String end,
      @Nullable String fail_reason) {}

  private record Step(
      @Nullable String status,

      @com.fasterxml.jackson.annotation.JsonProperty("for") @Nullable
      String lasts,

      @Nullable String progress) {}

  /** Returns the scripts; what is wrong with the text is an {@link IllegalArgumentException}. */
  static Map<TaskId, TaskScript> read(String json) {
    @Nullable Story @Nullable [] stories;
    try {
      stories = MAPPER.readValue(json, Story[].class);
    } catch (JacksonException unreadable) {
      throw new IllegalArgumentException(
          "it is not a JSON array of tasks such as the help shows.", unreadable);
    }
    if (stories == null) {
      throw new IllegalArgumentException("it is null.");
    }
    Map<TaskId, TaskScript> scripts = new LinkedHashMap<>();
    for (@Nullable Story story : stories) {
      if (story == null) {
        throw new IllegalArgumentException("a task is null.");
      }
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
    List<@Nullable Step> steps = story.steps();
    for (@Nullable Step step : steps == null ? List.<@Nullable Step>of() : steps) {
      if (step == null) {
        throw new IllegalArgumentException("a step is null.");
      }
      script = script.stateFor(
          required(step.status(), "status"),
          step.progress() == null ? "" : step.progress(),
          duration(required(step.lasts(), "for")));
    }
    return script;
  }

  private static Duration duration(String text) {
    try {
      return new Durations().convert(text);
    } catch (TypeConversionException none) {
      throw new IllegalArgumentException(none.getMessage() + ".", none);
    }
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("a '" + name + "' is missing.");
    }
    return value;
  }
}
