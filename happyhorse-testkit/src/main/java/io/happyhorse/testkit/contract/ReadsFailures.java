package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.TaskScript;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reads why a task failed. */
interface ReadsFailures extends PortTests {
  @WireTest
  default void reads_a_failure_whose_reason_is_an_object_or_JSON_in_a_string() {
    for (String reason :
        List.of("{'code':'X','message':'why'}", "'{\\'code\\':\\'X\\',\\'message\\':\\'why\\'}'")) {
      VideoTask task = fixture()
          .observeBody(
              "{'code':'success','data':{'status':'FAILURE','fail_reason':" + reason + "}}");

      assertEquals("X", Objects.requireNonNull(task.failure()).code());
      assertEquals("why", Objects.requireNonNull(task.failure()).message());
    }
  }

  @WireTest
  default void reads_a_failure_with_its_code_and_its_message() {
    VideoTask task = fixture().observe(TaskScript.failing("InvalidParameter", "Field required"));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("InvalidParameter", Objects.requireNonNull(task.failure()).code());
    assertEquals("Field required", Objects.requireNonNull(task.failure()).message());
    assertNull(task.link());
  }

  @WireTest
  default void reads_a_failure_without_a_reason() {
    VideoTask task = fixture().observe(TaskScript.failing(""));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("", Objects.requireNonNull(task.failure()).raw());
  }

  @Test
  default void reads_a_failure_in_Chinese() {
    assertEquals(
        "任务超时（1440分钟）",
        Objects.requireNonNull(
                fixture().observe(TaskScript.failing("任务超时（1440分钟）")).failure())
            .raw());
  }
}
