package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.dashboard.TaskDetail.History;
import io.happyhorse.examples.dashboard.TaskDetail.Run;
import io.happyhorse.examples.dashboard.TaskListSource.Feature;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** What the page makes of rows and details that are stated exactly. */
class PageContentIT {
  private static Browser browser;

  private @Nullable DashboardServer server;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void stopServer() {
    assertThat(browser.errors()).isEmpty();
    browser.open(URI.create("about:blank")); // a page that is left does not reconnect
    if (server != null) {
      server.close();
    }
  }

  private void open(TaskListSource tasks) {
    DashboardServer started =
        DashboardServer.start(tasks, ServerSettings.loopback(0), new OutgoingText(List.of()));
    server = started;
    browser.open(started.address());
    browser.awaitText("#connection", "live");
  }

  private static void video(FixedTasks tasks, String id, Duration left, VideoState state) {
    tasks.add(id, RowState.SUCCESS, 1, null, Instant.now().plus(left), state);
  }

  private static WebElement link(String id) {
    return browser.find(".row[data-id=" + id + "] .link");
  }

  private List<String> idsInOrder() {
    return browser.all(".row:not([hidden])").stream()
        .map(row -> Objects.requireNonNull(row.getAttribute("data-id")))
        .toList();
  }

  @Test
  void colors_the_time_that_a_link_has_left() {
    FixedTasks tasks = new FixedTasks();
    video(tasks, "fine", ofMinutes(125), VideoState.KEEPABLE);
    video(tasks, "amber", ofMinutes(115), VideoState.KEEPABLE);
    video(tasks, "red", ofMinutes(25), VideoState.KEEPABLE);
    video(tasks, "gone", ofMinutes(-1), VideoState.KEEPABLE);
    video(tasks, "kept", ofMinutes(25), VideoState.KEPT);
    open(tasks);
    browser.awaitText(".row .link", "saved");

    assertThat(link("fine").getText()).startsWith("2 h ").endsWith("left");
    assertThat(link("fine").getAttribute("data-urgency")).isEqualTo("fine");
    assertThat(link("amber").getCssValue("background-color")).isEqualTo("rgba(255, 233, 191, 1)");
    assertThat(link("red").getCssValue("background-color")).isEqualTo("rgba(255, 218, 214, 1)");
    assertThat(link("gone").getText()).isEqualTo("link expired");
    assertThat(link("gone").getAttribute("data-urgency")).isEqualTo("red");
    assertThat(link("kept").getCssValue("color")).isEqualTo("rgba(90, 102, 117, 1)");
  }

  @Test
  void shows_by_which_age_a_task_is_expected_where_that_is_known() {
    FixedTasks tasks = new FixedTasks();
    tasks.add("known", RowState.IN_PROGRESS, 1, ofSeconds(130), null, VideoState.NONE);
    tasks.add("unknown", RowState.IN_PROGRESS, 1, null, null, VideoState.NONE);
    open(tasks);

    browser.awaitText(".row[data-id=known] .doneBy", "80 % done by 2:10");
    assertThat(browser.text(".row[data-id=unknown] .doneBy")).isEmpty();
  }

  @Test
  void sorts_by_a_column_up_and_down_and_not_at_all() {
    FixedTasks tasks = new FixedTasks();
    tasks.add("two", RowState.QUEUED, 2, null, null, VideoState.NONE);
    tasks.add("three", RowState.QUEUED, 3, null, null, VideoState.NONE);
    tasks.add("one", RowState.QUEUED, 1, null, null, VideoState.NONE);
    open(tasks);
    browser.awaitText(".row .id", "one");

    browser.click("[data-column=polls] button");
    browser.awaitThat("up", "document.querySelector('[aria-sort=ascending]') !== null");
    assertThat(idsInOrder()).containsExactly("one", "two", "three");
    browser.click("[data-column=polls] button");
    assertThat(browser.find("[data-column=polls]").getAttribute("aria-sort"))
        .isEqualTo("descending");
    assertThat(idsInOrder()).containsExactly("three", "two", "one");
    browser.click("[data-column=polls] button");
    assertThat(idsInOrder()).containsExactly("two", "three", "one");
  }

  @Test
  void draws_of_thousands_of_rows_those_in_view() {
    FixedTasks tasks = new FixedTasks();
    for (int i = 0; i < 5_000; i++) {
      tasks.add("task" + i, RowState.QUEUED, 1, null, null, VideoState.NONE);
    }
    open(tasks);
    browser.awaitText("[data-state=all] b", "5000");
    assertThat(browser.all(".row")).hasSizeLessThan(60);

    browser.evaluate(
        "const list = document.getElementById('list'); list.scrollTop = list.scrollHeight");

    browser.awaitText(".row .id", "task4999");
    assertThat(browser.all(".row")).hasSizeLessThan(60);
    assertThat(browser.find("#list").getAttribute("aria-rowcount")).isEqualTo("5001");
    assertThat(browser.find(".row[data-id=task4999]").getAttribute("aria-rowindex"))
        .isEqualTo("5001");
  }

  @Test
  void draws_the_time_line_to_scale_with_its_gaps() {
    FixedTasks tasks = new FixedTasks(Feature.TIMELINE);
    TaskRow row = tasks.add("cat", RowState.SUCCESS, 4, null, null, VideoState.NONE);
    Instant begin = Objects.requireNonNull(row.submittedAt());
    tasks.detail(
        row,
        new History(
            begin,
            List.of(
                run(RowState.IN_PROGRESS, false, begin, 0, 40),
                run(RowState.QUEUED, true, begin, 60, 100)),
            List.of(begin.plusSeconds(50))));
    open(tasks);
    browser.click(".row");
    browser.awaitText("#detail h2", "cat");

    assertThat(place("segment")).containsExactly("0 400", "600 400");
    assertThat(place("gap")).containsExactly("400 200");
    assertThat(place("failed")).containsExactly("498.5 3");
    assertThat(browser.text(".steps"))
        .contains("Running: 2 polls", "went back", "changed within these 20 s", "failed query");
  }

  private static Run run(RowState state, boolean regressed, Instant begin, int from, int to) {
    return new Run(
        state, state.name(), regressed, begin.plusSeconds(from), begin.plusSeconds(to), 2);
  }

  private static List<String> place(String name) {
    return browser.all(".timeline svg ." + name).stream()
        .map(rect -> rect.getAttribute("x") + " " + rect.getAttribute("width"))
        .toList();
  }

  @Test
  void shows_a_pause_with_its_reason_and_its_end() {
    FixedTasks tasks = new FixedTasks();
    tasks.pauseUntil(Instant.now().plus(ofHours(2)).plusSeconds(30));
    open(tasks);

    browser.awaitText("#pause", "All queries pause for at least 2 h 0 min: Too many requests");
    browser.awaitText("#overall", "of 5 allowed");
    assertThat(browser.text("#overall")).contains("3 s", "9 s at 95 %", "2.0");
    tasks.pauseUntil(null);
    browser.awaitThat("the pause ends", "document.getElementById('pause').hidden");
  }

  @Test
  void shows_what_is_not_stored_and_offers_what_can_be_done() {
    FixedTasks tasks = new FixedTasks();
    tasks.detail(tasks.add("cat", RowState.IN_PROGRESS, 1, null, null, VideoState.NONE), null);
    open(tasks);
    browser.click(".row");

    browser.awaitText(".not-stored", "The database stores no time line and no raw JSON.");
    assertThat(browser.all("#detail [data-action=query]")).hasSize(1);
    assertThat(browser.all("#detail [data-action=stop], #detail details, .timeline"))
        .isEmpty();
  }
}
