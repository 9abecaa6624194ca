package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;

/** Adds tasks in every state to a dashboard. */
final class SampleTasks {
  static final String DOWNLOADED = "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya";

  private final DashboardFixture dashboard;

  SampleTasks(DashboardFixture dashboard) {
    this.dashboard = dashboard;
  }

  void watch() {
    TaskId downloaded = dashboard.watch(
        DOWNLOADED,
        dashboard.playable(TaskScript.succeeding().running(Stay.queries(2)), ofHours(24)));
    dashboard.watch(
        "asyntask_Q2hlc3RudXQgaG9yc2UgcnVu1", TaskScript.succeeding().queued(ofHours(1)));
    dashboard.watch(
        "asyntask_TWVhZG93IGF0IGRhd24gMTA4", TaskScript.succeeding().running(ofHours(1), "60%"));
    dashboard.watch(
        "asyntask_Tm9ydGhlcm4gbGlnaHRzIGEx", TaskScript.succeeding().running(ofHours(1), "80%"));
    dashboard.watch(
        "asyntask_U2FpbGJvYXQgaW4gZm9nIDIy", TaskScript.succeeding().notStarted(ofHours(1)));
    dashboard.watch(
        "asyntask_T2RkIHdvcmRzIG9mIHlvcmUz",
        TaskScript.succeeding().state("queueing", "30%", Stay.of(ofHours(1))));
    dashboard.watch(
        "asyntask_UmVmdXNlZCBieSBjZW5zb3J4",
        TaskScript.failing(
            "DataInspectionFailed", "The prompt may contain inappropriate content."));
    dashboard.watch(
        "asyntask_TWlzc2luZyBwcm9tcHQgeHl6",
        TaskScript.failing("InvalidParameter", "Field required: input.prompt"));
    dashboard.watch(
        "asyntask_QW1iZXIgbGluayBoZXJlIDkw",
        dashboard.playable(TaskScript.succeeding(), ofMinutes(90)));
    dashboard.watch(
        "asyntask_UmVkIGxpbmsgaGVyZSAyMCBt",
        dashboard.playable(TaskScript.succeeding(), ofMinutes(20)));
    dashboard.watch(
        "asyntask_RnJlc2ggbGluayBoZXJlIDIz",
        dashboard.playable(TaskScript.succeeding(), ofHours(23)));
    TaskId stopped = dashboard.watch(
        "asyntask_U3RvcHBlZCBieSBoYW5kIDEy", TaskScript.succeeding().queued(ofHours(1)));
    dashboard.watch(
        "asyntask_QmFkIGdhdGV3YXkgaXMgaGVy",
        TaskScript.succeeding().onEveryQuery(GatewayErrors.error(400, "bad request")));
    download(downloaded);
    dashboard.tasks().stop(stopped);
  }

  private void download(TaskId id) {
    await().until(() -> {
      boolean unused = dashboard.tasks().pollNow(id) || dashboard.tasks().download(id);
      TaskDetail detail = dashboard.tasks().detail(id);
      return detail != null && detail.row().video() == VideoState.DOWNLOADED;
    });
  }
}
