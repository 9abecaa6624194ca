package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.lifecycle.WaitState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for the database of a cluster, in a real browser. */
class StoredPageIT {
  private static final String DOWNLOADED = "asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya";
  private static final String QUEUED = "asyntask_Q2hlc3RudXQgaG9yc2UgcnVu1";
  private static final String REPORT = "{\"polls\":9,\"status\":\"SUCCESS\",\"progress\":\"100%\","
      + "\"submitted_at\":\"2026-11-26T10:00:00Z\",\"finished_at\":\"2026-11-26T10:02:10Z\"}";

  @TempDir
  Path videos;

  private void fill(TestClusterDatabase database) throws Exception {
    database.execute("insert into request_budget (gateway, per_second, next_slot, paused_until)"
        + " values ('g', 50, now(), now())");
    database.addWait(QUEUED, StoredTasksTest.observed("cat", "QUEUED", "0%"));
    database.addWait(
        "asyntask_TWVhZG93IGF0IGRhd24gMTA4", StoredTasksTest.observed("cat", "IN_PROGRESS", "60%"));
    database.addWait("asyntask_QmFkIGdhdGV3YXkgaXMgaGVy", StoredTasksTest.failing("cat"));
    database.addWait("asyntask_U2FpbGJvYXQgaW4gZm9nIDIy", WaitState.begin());
    database.addEnd(DOWNLOADED, "SUCCESS", REPORT, 600);
    database.addEnd("asyntask_UmVkIGxpbmsgaGVyZSAyMCBt", "SUCCESS", REPORT, 20);
    database.addEnd("asyntask_QW1iZXIgbGluayBoZXJlIDkw", "SUCCESS", REPORT, 90);
    database.addEnd(
        "asyntask_UmVmdXNlZCBieSBjZW5zb3J4",
        "FAILURE",
        "{\"polls\":4,\"failure_code\":\"DataInspectionFailed\",\"failure\":\"<img src=x onerror=alert(1)>\"}",
        0);
    database.addEnd(
        "asyntask_TG9zdCBhdCB0aGUgZ2F0ZXdh",
        "GAVE_UP",
        "{\"polls\":3,\"reason\":\"NOT_FOUND\"}",
        0);
    database.execute("update video_end set video_file = task_id || '.mp4', downloaded_at = now()"
        + " where task_id = '" + DOWNLOADED + "'");
    Files.write(
        videos.resolve(DOWNLOADED + ".mp4"),
        Objects.requireNonNull(Dashboard.class.getResourceAsStream("video/meadow.mp4"))
            .readAllBytes());
  }

  @Test
  void the_page_shows_waits_and_ends_polls_on_request_and_says_what_is_not_stored()
      throws Exception {
    try (Browser browser = Browser.start();
        TestClusterDatabase database = TestClusterDatabase.withTables()) {
      fill(database);
      try (StoredTasks tasks = database.tasks(videos);
          DashboardServer server = DashboardServer.start(
              tasks, ServerSettings.loopback(0), new SecretFilter(List.of()))) {
        browser.setWindow(1360, 900, "light");
        browser.open(server.address());
        browser.awaitText("[data-state=all] b", "9");
        assertThat(browser.text(".filter[data-state=SUCCESS] b")).isEqualTo("3");
        assertThat(browser.text(".row[data-id=" + QUEUED + "]"))
            .contains("Queued", "poll in", "1 poll");
        browser.screenshot("database-list");

        browser.click(".row[data-id=" + QUEUED + "]");
        browser.awaitText(".not-stored", "The database stores neither a timeline nor responses.");
        assertThat(browser.findAll(
                "#detail [data-action=stop], #detail [data-action=download], #detail details"))
            .isEmpty();
        browser.click("[data-action=poll]");
        browser.awaitText(".row[data-id=" + QUEUED + "] .next", "polling now");
        assertThat(database.isDue(QUEUED)).isTrue();

        database.execute("delete from video_wait where task_instance = '" + QUEUED + "'");
        database.addEnd(QUEUED, "SUCCESS", REPORT, 25);
        browser.awaitText(".row[data-id=" + QUEUED + "] .state-name", "Succeeded");
        browser.awaitText(".row[data-id=" + QUEUED + "] [data-urgency=red]", "left");
        browser.click(".row[data-id=asyntask_UmVmdXNlZCBieSBjZW5zb3J4]");
        browser.awaitText(".failure", "<img src=x onerror=alert(1)>");
        browser.screenshot("database-failure");
        browser.click(".row[data-id=" + DOWNLOADED + "]");
        browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");
        browser.screenshot("database-detail");

        database.execute("alter table video_end rename to renamed");
        browser.awaitText("#connection", "the database cannot be read; retrying");
        database.execute("alter table renamed rename to video_end");
        browser.awaitText("#connection", "live");
      }
    }
  }
}
