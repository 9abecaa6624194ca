package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.LinkExpiry;
import io.happyhorse.core.task.Progress;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskAction;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.UpstreamReport;
import io.happyhorse.core.task.UpstreamStatus;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The two bodies of the vendor's page, byte for byte, over real HTTP: every documented field is read. */
class VendorSamplesTest {
  private static final String URL =
      "https://dashscope-a717.oss-accelerate.aliyuncs.com/.../xxx_refiner.mp4?Expires=...";

  @Test
  void every_field_of_a_success_is_read() {
    String body = CannedGateway.resource("success.json");
    TaskId id = TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya");

    VideoTask task = query(body, id);

    assertThat(task.id()).isEqualTo(id);
    assertThat(task.action()).isEqualTo(TaskAction.GENERATE);
    assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(task.rawStatus()).isEqualTo("SUCCESS");
    assertThat(task.failure()).isNull();
    ResultLink link = task.requireLink();
    assertThat(link.reveal()).hasToString(URL);
    assertThat(link.expiresAt())
        .isEqualTo(Instant.ofEpochSecond(1_777_343_961).plus(Duration.ofHours(24)));
    assertThat(link.expirySource()).isEqualTo(LinkExpiry.Source.FINISH_TIME);
    assertThat(task.timeline().submittedAt()).isEqualTo(Instant.ofEpochSecond(1_777_343_862));
    assertThat(task.timeline().startedAt()).isEqualTo(Instant.ofEpochSecond(1_777_343_866));
    assertThat(task.timeline().finishedAt()).isEqualTo(Instant.ofEpochSecond(1_777_343_961));
    assertThat(task.progress()).isEqualTo(new Progress("100%"));
    assertThat(task.requestId()).isEqualTo("20260428023742441081000FMrSbjcs");
    assertThat(task.attempts()).isEqualTo(1);
    assertThat(task.rawJson()).isEqualTo(body);

    UpstreamReport upstream = Objects.requireNonNull(task.upstream());
    assertThat(upstream.taskId()).isEqualTo("e45a6a1b-6f05-43e5-ab06-ddfdc97587a7");
    assertThat(upstream.status()).isEqualTo(UpstreamStatus.SUCCEEDED);
    assertThat(Objects.requireNonNull(upstream.submittedAt()))
        .hasToString("2026-04-28 10:37:42.625");
    assertThat(upstream.submittedAt().instant())
        .isEqualTo(Instant.parse("2026-04-28T02:37:42.625Z"));
    assertThat(Objects.requireNonNull(upstream.scheduledAt()))
        .hasToString("2026-04-28 10:37:42.652");
    assertThat(upstream.scheduledAt().instant())
        .isEqualTo(Instant.parse("2026-04-28T02:37:42.652Z"));
    assertThat(Objects.requireNonNull(upstream.endedAt())).hasToString("2026-04-28 10:39:04.185");
    assertThat(upstream.endedAt().instant()).isEqualTo(Instant.parse("2026-04-28T02:39:04.185Z"));
    assertThat(upstream.prompt()).isEqualTo("一只猫在草地上奔跑");
    assertThat(Objects.requireNonNull(upstream.videoLink()).reveal()).hasToString(URL);
    assertThat(upstream.requestId()).isEqualTo("53121cad-c008-9b96-af1d-4289a4fc714b");
    assertThat(upstream.usage())
        .isEqualTo(new Usage(
            720, BigDecimal.valueOf(5), BigDecimal.valueOf(0), BigDecimal.valueOf(5), "16:9", 1));
  }

  @Test
  void every_field_of_a_failure_is_read() {
    String body = CannedGateway.resource("failure.json");
    TaskId id = TaskId.of("asyntask_xxx");

    VideoTask task = query(body, id);

    assertThat(task.id()).isEqualTo(id);
    assertThat(task.action()).isEqualTo(TaskAction.GENERATE);
    assertThat(task.status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task.rawStatus()).isEqualTo("FAILURE");
    TaskFailure failure = Objects.requireNonNull(task.failure());
    assertThat(failure.raw())
        .isEqualTo("task failed, code: InvalidParameter, message: Field required: input.prompt");
    assertThat(failure.code()).isEqualTo("InvalidParameter");
    assertThat(failure.message()).isEqualTo("Field required: input.prompt");
    assertThat(task.link()).isNull();
    assertThat(task.timeline().submittedAt()).isEqualTo(Instant.ofEpochSecond(1_777_291_928));
    assertThat(task.timeline().startedAt()).isNull();
    assertThat(task.timeline().finishedAt()).isEqualTo(Instant.ofEpochSecond(1_777_291_932));
    assertThat(task.progress()).isEqualTo(new Progress("100%"));
    assertThat(task.requestId()).isEqualTo("20260427121207756348000PWNdDIZK");
    assertThat(task.upstream()).isNull();
    assertThat(task.rawJson()).isEqualTo(body);
  }

  private static VideoTask query(String body, TaskId id) {
    try (CannedGateway gateway = new CannedGateway().json(200, body)) {
      return FeignTaskQuery.builder("sk-test").baseUrl(gateway.url()).build().query(id);
    }
  }
}
