package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;

/** Tasks in every state, to look at. */
final class Gallery {
  static final String KEPT = "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya";

  /** Returns the least contrast between the text of a row and what is behind it, as WCAG computes it. */
  private static final String CONTRAST = """
      const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
      const part = (c) => c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
      const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
      const behind = (node) => { const c = rgb(getComputedStyle(node).backgroundColor);
        return c[3] === 0 ? behind(node.parentElement) : c; };
      return Math.min(...[...document.querySelectorAll('.row:not([hidden]) .word, .row:not([hidden]) .cell, .filter span:not(.dot), .tile h2, .tile small, .keys')]
        .filter((node) => node.textContent !== '' && node.offsetParent !== null)
        .map((node) => { const a = light(rgb(getComputedStyle(node).color)); const b = light(behind(node));
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }));
      """;

  private final DashboardFixture dashboard;

  Gallery(DashboardFixture dashboard) {
    this.dashboard = dashboard;
  }

  static double contrast(Browser browser) {
    return browser.evaluate(CONTRAST) instanceof Number ratio ? ratio.doubleValue() : 0;
  }

  void watch() {
    TaskId kept = dashboard.watch(
        KEPT, dashboard.playable(TaskScript.succeeding().running(Stay.queries(2)), ofHours(24)));
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
    keep(kept);
    dashboard.tasks().stop(stopped);
  }

  private void keep(TaskId id) {
    await().until(() -> {
      boolean unused = dashboard.tasks().queryNow(id) || dashboard.tasks().keep(id);
      TaskDetail detail = dashboard.tasks().detail(id);
      return detail != null && detail.row().video() == VideoState.KEPT;
    });
  }
}
