package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The fake's bodies equal those of the vendor's page, except for values that differ from task to task. */
class VendorShapeTest {
  private static final String SUCCESS = """
      {
        "code": "success",
        "message": "",
        "data": {
          "task_id": "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya",
          "action": "generate",
          "status": "SUCCESS",
          "fail_reason": "https://dashscope-a717.oss-accelerate.aliyuncs.com/.../xxx_refiner.mp4?Expires=...",
          "result_url": "https://dashscope-a717.oss-accelerate.aliyuncs.com/.../xxx_refiner.mp4?Expires=...",
          "submit_time": 1777343862,
          "start_time": 1777343866,
          "finish_time": 1777343961,
          "progress": "100%",
          "request_id": "20260428023742441081000FMrSbjcs",
          "data": {
            "output": {
              "task_id": "e45a6a1b-6f05-43e5-ab06-ddfdc97587a7",
              "task_status": "SUCCEEDED",
              "submit_time": "2026-04-28 10:37:42.625",
              "scheduled_time": "2026-04-28 10:37:42.652",
              "end_time": "2026-04-28 10:39:04.185",
              "orig_prompt": "一只猫在草地上奔跑",
              "video_url": "https://dashscope-a717.oss-accelerate.aliyuncs.com/.../xxx_refiner.mp4?Expires=..."
            },
            "request_id": "53121cad-c008-9b96-af1d-4289a4fc714b",
            "usage": {
              "SR": 720,
              "duration": 5,
              "input_video_duration": 0,
              "output_video_duration": 5,
              "ratio": "16:9",
              "video_count": 1
            }
          }
        }
      }
      """;
  private static final String FAILURE = """
      {
        "code": "success",
        "message": "",
        "data": {
          "task_id": "asyntask_xxx",
          "action": "generate",
          "status": "FAILURE",
          "fail_reason": "task failed, code: InvalidParameter, message: Field required: input.prompt",
          "submit_time": 1777291928,
          "start_time": 0,
          "finish_time": 1777291932,
          "progress": "100%",
          "request_id": "20260427121207756348000PWNdDIZK"
        }
      }
      """;

  @Test
  void a_success_equals_the_vendors_except_for_links_and_the_upstreams_ids_and_times() {
    String body = bodyOf(
        "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya",
        1_777_343_862,
        TaskScript.succeeding().queued(Duration.ofSeconds(4)).running(Duration.ofSeconds(95)));

    assertThat(withoutVariableParts(body)).isEqualTo(withoutVariableParts(SUCCESS));
  }

  @Test
  void a_failure_equals_the_vendors_except_for_the_request_id() {
    String body = bodyOf(
        "asyntask_xxx",
        1_777_291_928,
        TaskScript.failing("InvalidParameter", "Field required: input.prompt")
            .queued(Duration.ofSeconds(4)));

    assertThat(withoutVariableParts(body)).isEqualTo(withoutVariableParts(FAILURE));
  }

  private static String bodyOf(String id, long submittedAt, TaskScript script) {
    VirtualTime time = VirtualTime.lenient(Instant.ofEpochSecond(submittedAt));
    InMemoryTaskQuery gateway = InMemoryTaskQuery.on(time);
    gateway.accept(TaskId.of(id), script);
    time.advance(Duration.ofHours(1));
    return Objects.requireNonNull(gateway.query(TaskId.of(id)).rawJson());
  }

  /** Removes the blanks between members and replaces the values that differ from task to task. */
  private static String withoutVariableParts(String body) {
    UnaryOperator<String> compact = text -> text.replaceAll("\\n *", "").replace("\": ", "\":");
    return compact
        .apply(body)
        .replaceAll("\"https?://[^\"]*\"", "URL")
        .replaceAll(
            "\"(request_id|submit_time|scheduled_time|end_time)\":\"[^\"]*\"", "\"$1\":TEXT")
        .replaceAll("\"output\":\\{\"task_id\":\"[^\"]*\"", "\"output\":{\"task_id\":ID");
  }
}
