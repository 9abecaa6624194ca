package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.InMemoryTaskQuery;
import java.time.Duration;
import java.time.Instant;
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
        """, "'s.json'").forEach(tasks::accept);

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
        "{} | `: there is an object instead of a list of tasks.`",
        "`[\n{,}]` | `: it is not valid JSON or repeats a name at line 2, column 2: compare it with the example in the help.`",
        "[{\"stepz\":[]}] | ` at task 1: 'stepz' is unknown: use task_id, steps, end, fail_reason.`",
        "null | `: there is null instead of a list of tasks.`",
        "[null] | ` at task 1: there is null instead of an object with task_id, steps, end, fail_reason.`",
        "[{\"task_id\":\"A\"}] | ` at task 1: 'end' is missing.`",
        "[{\"end\":\"SUCCESS\"}] | ` at task 1: 'task_id' is missing.`",
        "[{\"task_id\":[1],\"end\":\"SUCCESS\"}] | ` at task 1: 'task_id' is a list: use a text.`",
        "[{\"task_id\":\"A\",\"end\":\"DONE\"}] | ` at task 1: the end of a task is SUCCESS or FAILURE, not 'DONE'.`",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\",\"steps\":[null]}] | ` at task 1: there is null instead of an object with status, for, progress.`",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\",\"steps\":[{\"status\":\"X\",\"for\":\"soon\"}]}]"
            + " | ` at task 1: 'soon' is not a duration: use 200ms, 15s, 10m, 2h or ISO 8601 such as PT1M30S.`",
        "[{\"task_id\":\"A\",\"end\":\"SUCCESS\"},{\"task_id\":\"A\",\"end\":\"SUCCESS\"}]"
            + " | ` at task 2: the task A is listed twice.`"
      })
  void refuses_an_invalid_script(String json, String message) {
    assertThatThrownBy(() -> FakeScript.read(json, "'s.json'"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The script in 's.json' cannot be used" + message);
  }
}
