package io.happyhorse.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scripts of observed but undocumented behaviour of gateways of this family. Each state lasts one query; more states can be added.
 */
public final class GatewayQuirks {
  private static final Stay ONCE = Stay.queries(1);

  private GatewayQuirks() {}

  /** {@return a task that goes back from IN_PROGRESS to QUEUED, because the upstream throttled the gateway, and then succeeds} */
  public static TaskScript backToQueued() {
    return TaskScript.succeeding()
        .running(ONCE)
        .with(new ScriptStep("QUEUED", "20%", ONCE, data -> data.put("data", throttling())))
        .running(ONCE);
  }

  private static Map<String, @Nullable Object> throttling() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("code", "Throttling.RateQuota");
    body.put("message", "Requests rate limit exceeded, please try again later.");
    body.put("request_id", "53121cad-c008-9b96-af1d-4289a4fc714b");
    return body;
  }

  /** {@return a task that succeeds without any link} */
  public static TaskScript successWithoutUrl() {
    return urlOnlyInside().edited(inOutput(output -> output.remove("video_url")));
  }

  /** {@return a task whose link is only in the upstream's report} */
  public static TaskScript urlOnlyInside() {
    return emptyFailReason().edited(data -> data.remove("result_url"));
  }

  /** {@return a task whose link is only in {@code fail_reason}, as with older gateways} */
  public static TaskScript urlOnlyInFailReason() {
    return TaskScript.succeeding()
        .edited(data -> data.remove("result_url"))
        .edited(inOutput(output -> output.remove("video_url")));
  }

  /** {@return a task that succeeds and does not repeat its link in {@code fail_reason}} */
  public static TaskScript emptyFailReason() {
    return TaskScript.succeeding().edited(data -> data.put("fail_reason", ""));
  }

  /** {@return a task whose link leads through the gateway and requires the API key} */
  public static TaskScript proxyUrl() {
    return TaskScript.succeeding().linkedThroughProxy();
  }

  /** {@return a task that the gateway has abandoned, while the status in the upstream's report is still RUNNING} */
  public static TaskScript staleInnerStatus() {
    return TaskScript.failing("任务超时（1440分钟）")
        .running(ONCE)
        .edited(data -> data.putIfAbsent(
            "data", Map.of("output", Map.of("task_id", "u", "task_status", "RUNNING"))));
  }

  /** {@return a task with undocumented status words that succeeds} */
  public static TaskScript unlistedWords() {
    return TaskScript.succeeding()
        .state("queueing", "30%", ONCE)
        .state("EXPIRED", "30%", ONCE)
        .state("", "30%", ONCE)
        .with(new ScriptStep("", "30%", ONCE, data -> data.put("status", null)))
        .with(new ScriptStep("", "30%", ONCE, data -> data.remove("status")));
  }

  /**
   * {@return a task that succeeds and whose progress is, one after the other, a text, a number, empty, null, more than 100 and
   * missing}
   */
  public static TaskScript oddProgress() {
    return TaskScript.succeeding()
        .running(ONCE, "30%")
        .running(ONCE, "")
        .with(new ScriptStep("IN_PROGRESS", "", ONCE, data -> data.put("progress", 50)))
        .with(new ScriptStep("IN_PROGRESS", "", ONCE, data -> data.put("progress", 0.5)))
        .with(new ScriptStep("IN_PROGRESS", "", ONCE, data -> data.put("progress", null)))
        .with(new ScriptStep("IN_PROGRESS", "", ONCE, data -> data.remove("progress")))
        .running(ONCE, "120%")
        .running(ONCE, "soon");
  }

  /** {@return a task whose responses contain the id of another task} */
  public static TaskScript anotherTask() {
    return TaskScript.succeeding().edited(data -> data.put("task_id", "asyntask_another"));
  }

  /**
   * {@return a task that fails with the message of the family's stock gateway, which also puts the message into {@code result_url}}
   */
  public static TaskScript stockFailure() {
    String reason = "task failed, code: DataInspectionFailed , message: Input data may contain"
        + " inappropriate content.";
    return TaskScript.failing(reason).edited(data -> {
      if ("FAILURE".equals(data.get("status"))) {
        data.put("result_url", reason);
      }
    });
  }

  /** {@return a task with all members of the family's stock gateway, some of which the vendor's page does not show} */
  public static TaskScript stockExtras() {
    return TaskScript.succeeding().running(ONCE).edited(data -> {
      data.put("id", 7);
      data.put("created_at", 1_777_343_862L);
      data.put("platform", "17");
      data.put("group", "default");
      data.put("quota", 5_000);
      data.put("properties", Map.of("input", ""));
    });
  }

  /** {@return a task whose usage has numbers in strings and with decimals} */
  public static TaskScript numbersAsStrings() {
    return TaskScript.succeeding().edited(in("usage", usage -> {
      usage.put("SR", "720");
      usage.put("duration", "5.04");
      usage.put("output_video_duration", 5.04);
    }));
  }

  private static Consumer<Map<String, @Nullable Object>> inOutput(
      Consumer<Map<String, @Nullable Object>> change) {
    return in("output", change);
  }

  /** Changes a member of the upstream's report of a task that succeeded. */
  @SuppressWarnings("unchecked") // the maps of a body have strings as keys
  private static Consumer<Map<String, @Nullable Object>> in(
      String member, Consumer<Map<String, @Nullable Object>> change) {
    return data -> {
      if (data.get("data") instanceof Map<?, ?> upstream
          && upstream.get(member) instanceof Map<?, ?> found) {
        change.accept((Map<String, @Nullable Object>) found);
      }
    };
  }
}
