package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.dashboard.TaskDetail.History;
import io.happyhorse.examples.dashboard.TaskDetail.Segment;
import io.happyhorse.examples.dashboard.TaskListSource.Feature;
import io.happyhorse.examples.dashboard.TaskRow.VideoState;
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

/** What the page shows for exactly specified rows and details, in a real browser. */
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
    browser.leave(); // otherwise the page would reconnect
    if (server != null) {
      server.close();
    }
  }

  private void open(TaskListSource tasks) {
    DashboardServer started =
        DashboardServer.start(tasks, ServerSettings.loopback(0), new SecretFilter(List.of()));
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
    return browser.findAll(".row:not([hidden])").stream()
        .map(row -> Objects.requireNonNull(row.getAttribute("data-id")))
        .toList();
  }

  @Test
  void the_remaining_time_of_a_link_is_colored_by_urgency() {
    FixedTasks tasks = new FixedTasks();
    video(tasks, "fine", ofMinutes(125), VideoState.DOWNLOADABLE);
    video(tasks, "amber", ofMinutes(115), VideoState.DOWNLOADABLE);
    video(tasks, "red", ofMinutes(25), VideoState.DOWNLOADABLE);
    video(tasks, "gone", ofMinutes(-1), VideoState.DOWNLOADABLE);
    video(tasks, "downloaded", ofMinutes(25), VideoState.DOWNLOADED);
    open(tasks);
    browser.awaitText(".row .link", "downloaded");

    assertThat(link("fine").getText()).startsWith("2 h ").endsWith("left");
    assertThat(link("fine").getAttribute("data-urgency")).isEqualTo("fine");
    assertThat(link("amber").getCssValue("background-color")).isEqualTo("rgba(255, 233, 191, 1)");
    assertThat(link("red").getCssValue("background-color")).isEqualTo("rgba(255, 218, 214, 1)");
    assertThat(link("gone").getText()).isEqualTo("link expired");
    assertThat(link("gone").getAttribute("data-urgency")).isEqualTo("red");
    assertThat(link("downloaded").getCssValue("color")).isEqualTo("rgba(90, 102, 117, 1)");
  }

  @Test
  void the_expected_age_is_shown_if_it_is_known() {
    FixedTasks tasks = new FixedTasks();
    tasks.add("known", RowState.IN_PROGRESS, 1, ofSeconds(130), null, VideoState.NONE);
    tasks.add("unknown", RowState.IN_PROGRESS, 1, null, null, VideoState.NONE);
    open(tasks);

    browser.awaitText(".row[data-id=known] .expectedAge", "likely by 2:10");
    assertThat(browser.find(".row[data-id=known] .expectedAge").getAttribute("title"))
        .isEqualTo("80 % of similar tasks had ended at this age.");
    assertThat(browser.text(".row[data-id=unknown] .expectedAge")).isEmpty();
  }

  @Test
  void a_column_sorts_ascending_then_descending_then_not() {
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
  void only_the_visible_rows_have_elements() {
    FixedTasks tasks = new FixedTasks();
    for (int i = 0; i < 5_000; i++) {
      tasks.add("task" + i, RowState.QUEUED, 1, null, null, VideoState.NONE);
    }
    open(tasks);
    browser.awaitText("[data-state=all] b", "5000");
    assertThat(browser.findAll(".row")).hasSizeLessThan(60);

    browser.evaluate(
        "const list = document.getElementById('list'); list.scrollTop = list.scrollHeight");

    browser.awaitText(".row .id", "task4999");
    assertThat(browser.findAll(".row")).hasSizeLessThan(60);
    assertThat(browser.find("#list").getAttribute("aria-rowcount")).isEqualTo("5001");
    assertThat(browser.find(".row[data-id=task4999]").getAttribute("aria-rowindex"))
        .isEqualTo("5001");
  }

  @Test
  void the_timeline_is_drawn_to_scale_with_its_gaps() {
    FixedTasks tasks = new FixedTasks(Feature.TIMELINE);
    TaskRow row = tasks.add("cat", RowState.SUCCESS, 4, null, null, VideoState.NONE);
    Instant start = Objects.requireNonNull(row.submittedAt());
    tasks.detail(
        row,
        new History(
            start,
            List.of(
                segment(RowState.IN_PROGRESS, false, start, 0, 40),
                segment(RowState.QUEUED, true, start, 60, 100)),
            List.of(start.plusSeconds(50))));
    open(tasks);
    browser.click(".row");
    browser.awaitText("#detail h2", "cat");

    assertThat(xAndWidthOf("segment")).containsExactly("0 400", "600 400");
    assertThat(xAndWidthOf("gap")).containsExactly("400 200");
    assertThat(xAndWidthOf("failed")).containsExactly("498.5 3");
    assertThat(browser.text(".steps"))
        .contains("Running: 2 polls", "went back", "changed up to 20 s earlier", "failed poll");
  }

  private static Segment segment(
      RowState state, boolean regressed, Instant start, int from, int to) {
    return new Segment(
        state, state.name(), regressed, start.plusSeconds(from), start.plusSeconds(to), 2);
  }

  private static List<String> xAndWidthOf(String name) {
    return browser.findAll(".timeline svg ." + name).stream()
        .map(rect -> rect.getAttribute("x") + " " + rect.getAttribute("width"))
        .toList();
  }

  @Test
  void a_pause_is_shown_with_its_reason_and_its_end() {
    FixedTasks tasks = new FixedTasks();
    tasks.pauseUntil(Instant.now().plus(ofHours(2)).plusSeconds(55));
    open(tasks);

    browser.awaitText("#pause", "All polls pause for at least 2 h 0 min: Too many requests");
    browser.awaitText("#summary", "of 5 allowed");
    assertThat(browser.text("#summary")).contains("3 s", "95 % within 9 s", "2.0");
    tasks.pauseUntil(null);
    browser.awaitThat("the pause ends", "document.getElementById('pause').hidden");
  }

  @Test
  void a_detail_without_timeline_says_so_and_offers_only_possible_actions() {
    FixedTasks tasks = new FixedTasks();
    tasks.detail(tasks.add("cat", RowState.IN_PROGRESS, 1, null, null, VideoState.NONE), null);
    open(tasks);
    browser.click(".row");

    browser.awaitText(".not-stored", "The database stores neither a timeline nor responses.");
    assertThat(browser.findAll("#detail [data-action=poll]")).hasSize(1);
    assertThat(browser.findAll("#detail [data-action=stop], #detail details, .timeline"))
        .isEmpty();
  }
}
