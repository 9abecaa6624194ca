package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.lifecycle.WaitState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page over the database of a cluster. */
class StoredPageIT {
  private static final String KEPT = "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya";
  private static final String QUEUED = "asyntask_Q2hlc3RudXQgaG9yc2UgcnVu1";
  private static final String REPORT = "{\"polls\":9,\"status\":\"SUCCESS\",\"progress\":\"100%\","
      + "\"submitted_at\":\"2026-11-26T10:00:00Z\",\"finished_at\":\"2026-11-26T10:02:10Z\"}";

  @TempDir
  Path videos;

  private void fill(StoredFixture database) throws Exception {
    database.execute("insert into request_budget (gateway, per_second, next_slot, paused_until)"
        + " values ('g', 50, now(), now())");
    database.waits(QUEUED, StoredTasksTest.seen("cat", "QUEUED", "0%"));
    database.waits(
        "asyntask_TWVhZG93IGF0IGRhd24gMTA4", StoredTasksTest.seen("cat", "IN_PROGRESS", "60%"));
    database.waits("asyntask_QmFkIGdhdGV3YXkgaXMgaGVy", StoredTasksTest.failing("cat"));
    database.waits("asyntask_U2FpbGJvYXQgaW4gZm9nIDIy", WaitState.begin());
    database.ended(KEPT, "SUCCESS", REPORT, 600);
    database.ended("asyntask_UmVkIGxpbmsgaGVyZSAyMCBt", "SUCCESS", REPORT, 20);
    database.ended("asyntask_QW1iZXIgbGluayBoZXJlIDkw", "SUCCESS", REPORT, 90);
    database.ended(
        "asyntask_UmVmdXNlZCBieSBjZW5zb3J4",
        "FAILURE",
        "{\"polls\":4,\"failure_code\":\"DataInspectionFailed\",\"failure\":\"<img src=x onerror=alert(1)>\"}",
        0);
    database.ended(
        "asyntask_TG9zdCBhdCB0aGUgZ2F0ZXdh",
        "GAVE_UP",
        "{\"polls\":3,\"reason\":\"NOT_FOUND\"}",
        0);
    database.execute("update video_end set video_file = task_id || '.mp4', downloaded_at = now()"
        + " where task_id = '" + KEPT + "'");
    Files.write(
        videos.resolve(KEPT + ".mp4"),
        Objects.requireNonNull(Dashboard.class.getResourceAsStream("video/meadow.mp4"))
            .readAllBytes());
  }

  @Test
  void shows_waits_and_ends_queries_on_request_and_shows_what_is_not_stored() throws Exception {
    try (Browser browser = Browser.start();
        StoredFixture database = StoredFixture.create()) {
      fill(database);
      try (StoredTasks tasks = database.tasks(videos);
          DashboardServer server = DashboardServer.start(
              tasks, ServerSettings.loopback(0), new OutgoingText(List.of()))) {
        browser.emulate(1360, 900, "light");
        browser.open(server.address());
        browser.awaitText("[data-state=all] b", "9");
        assertThat(browser.text(".filter[data-state=SUCCESS] b")).isEqualTo("3");
        assertThat(browser.text(".row[data-id=" + QUEUED + "]"))
            .contains("Queued", "query in", "1 poll");
        browser.screenshot("database-list");

        browser.click(".row[data-id=" + QUEUED + "]");
        browser.awaitText(".not-stored", "The database stores no time line and no raw JSON.");
        assertThat(browser.all(
                "#detail [data-action=stop], #detail [data-action=keep], #detail details"))
            .isEmpty();
        browser.click("[data-action=query]");
        browser.awaitText(".row[data-id=" + QUEUED + "] .next", "querying now");
        assertThat(database.isDue(QUEUED)).isTrue();

        database.execute("delete from video_wait where task_instance = '" + QUEUED + "'");
        database.ended(QUEUED, "SUCCESS", REPORT, 25);
        browser.awaitText(".row[data-id=" + QUEUED + "] .word", "Succeeded");
        browser.awaitText(".row[data-id=" + QUEUED + "] [data-urgency=red]", "left");
        browser.click(".row[data-id=asyntask_UmVmdXNlZCBieSBjZW5zb3J4]");
        browser.awaitText(".failure", "<img src=x onerror=alert(1)>");
        browser.screenshot("database-failure");
        browser.click(".row[data-id=" + KEPT + "]");
        browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");
        browser.screenshot("database-detail");

        database.execute("alter table video_end rename to elsewhere");
        browser.awaitText("#connection", "the database cannot be read");
        database.execute("alter table elsewhere rename to video_end");
        browser.awaitText("#connection", "live");
      }
    }
  }
}
