package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.InMemoryTaskQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeScriptTest {
  @Test
  void defines_the_states_and_the_end_of_each_task() {
    VirtualTime time = VirtualTime.manual(Instant.EPOCH);
    InMemoryTaskQuery tasks = InMemoryTaskQuery.on(time);
    FakeScript.read("""
        [{"task_id":"A","steps":[{"status":"QUEUED","for":"20s","progress":"20%"}],"end":"SUCCESS"},
         {"task_id":"B","end":"FAILURE","fail_reason":"no"}]
        """).forEach(tasks::accept);

    assertThat(tasks.query(TaskId.of("A"))).hasToString("VideoTask[A QUEUED 20%]");
    assertThat(tasks.query(TaskId.of("B")).failure()).hasToString("no");
    time.advance(Duration.ofSeconds(20));
    assertThat(tasks.query(TaskId.of("A")).isSucceeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | it is not a JSON array of tasks as shown in the help.",
        "[ | it is not a JSON array of tasks as shown in the help.",
        "[{\"stepz\":[]}] | it is not a JSON array of tasks as shown in the help.",
        "null | it is null instead of a JSON array of tasks.",
        "[null] | a task is null.",
        "[{\"task_id\":\"A\"}] | 'end' is missing.",
        "[{\"end\":\"SUCCESS\"}] | 'task_id' is missing.",
        "[{\"task_id\":\"A\",\"end\":\"DONE\"}] | the end of a task is SUCCESS or FAILURE, not 'DONE'.",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\",\"steps\":[null]}] | a step is null.",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\",\"steps\":[{\"status\":\"X\",\"for\":\"soon\"}]}]"
            + " | 'soon' is not a duration: use 200ms, 15s, 10m, 2h or ISO 8601 such as PT1M30S.",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\"},{\"task_id\":\"A\",\"end\":\"SUCCESS\"}]"
            + " | it contains the task A twice."
      })
  void refuses_an_invalid_script(String json, String message) {
    assertThatThrownBy(() -> FakeScript.read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void a_file_that_cannot_be_read_is_wrong_usage() {
    CommandLineRun run = CommandLineRun.of(Map.of(), "fake", "--script", "none.json");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "The script in 'none.json' cannot be read, since the file does not exist: check --script.");
  }
}
