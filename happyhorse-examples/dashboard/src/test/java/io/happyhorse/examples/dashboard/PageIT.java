package io.happyhorse.examples.dashboard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page for the tasks of a watcher, in a real browser. */
class PageIT {
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=true\"><script>window.hacked=true</script>";

  private static Browser browser;

  @TempDir
  static Path folder;

  private DashboardFixture dashboard;

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

  @BeforeEach
  void startDashboard() throws Exception {
    dashboard = new DashboardFixture(folder);
    browser.setWindow(1360, 900, "light");
  }

  @AfterEach
  void stopDashboard() {
    browser.leave(); // otherwise the page would report a lost connection
    dashboard.close();
  }

  private void open() {
    browser.errors();
    browser.requests();
    browser.open(dashboard.address());
    browser.awaitText("#connection", "live");
  }

  private void assertNoErrorsAndOnlyOwnRequests() {
    assertThat(browser.errors()).isEmpty();
    assertThat(browser.requests())
        .filteredOn(
            url -> !url.startsWith("data:")) // the icons of the browser's own video controls
        .isNotEmpty()
        .allSatisfy(url -> assertThat(url).startsWith(dashboard.address().toString()));
  }

  @Test
  void the_filters_show_as_many_rows_as_they_count() {
    for (int i = 0; i < 5; i++) {
      dashboard.watch("run-" + i, TaskScript.succeeding().running(ofHours(1), "60%"));
    }
    dashboard.watch("bad", TaskScript.failing("DataInspectionFailed", "no"));
    dashboard.watch("odd", TaskScript.succeeding().state("queueing", "30%", Stay.of(ofHours(1))));
    open();
    browser.awaitText("[data-state=all] b", "7");
    browser.awaitText(".filter[data-state=IN_PROGRESS] b", "5");
    browser.awaitText(".row .unusual", "queueing");

    browser.click(".filter[data-state=IN_PROGRESS]");

    assertThat(browser.findAll(".row:not([hidden])")).hasSize(5).allSatisfy(row -> {
      assertThat(row.getAttribute("data-state")).isEqualTo("IN_PROGRESS");
      assertThat(row.getText()).contains("60%", "poll in", "1 poll");
    });
    browser.find("#search").sendKeys("run-3");
    assertThat(browser.text(".filter[data-state=IN_PROGRESS] b")).isEqualTo("1");
    assertThat(browser.findAll(".row:not([hidden])")).hasSize(1);
    assertNoErrorsAndOnlyOwnRequests();
  }

  @Test
  void a_success_appears_live_and_its_downloaded_video_can_be_played_and_seeked() {
    dashboard.watch(
        "cat", dashboard.playable(TaskScript.succeeding().running(Stay.queries(1)), ofMinutes(90)));
    open();
    browser.awaitText(".row .state-name", "Running");

    browser.click(".row");
    browser.click("[data-action=poll]");
    browser.awaitText(".row .state-name", "Succeeded");
    browser.awaitText(".row [data-urgency=amber]", "left");
    browser.click("[data-action=download]");
    browser.awaitText(".row .link", "downloaded");
    browser.awaitThat("the player", "document.querySelector('video') !== null");
    browser.evaluate("const v = document.querySelector('video'); v.muted = true; v.play()");
    browser.awaitThat(
        "the video plays",
        "document.querySelector('video').readyState >= 2 && document.querySelector('video').currentTime > 0");
    browser.evaluate("document.querySelector('video').currentTime = 6");
    browser.awaitThat(
        "the video seeks",
        "document.querySelector('video').currentTime >= 6 && !document.querySelector('video').seeking");

    assertThat(browser.text("details summary")).contains("Last response");
    assertThat(String.valueOf(browser.evaluate("return document.querySelector('pre').textContent")))
        .contains("\"SUCCESS\"", "http://localhost:")
        .doesNotContain("Signature", "secret-signature", dashboard.gateway.apiKey());
    assertNoErrorsAndOnlyOwnRequests();
  }

  @Test
  void the_page_reconnects_after_a_restart_of_the_server_and_is_complete() {
    dashboard.watch("before", TaskScript.succeeding().running(ofHours(1)));
    open();
    browser.awaitText(".row .id", "before");

    dashboard.stopServer();
    browser.awaitText("#connection", "reconnecting");
    dashboard.startServer();
    dashboard.watch("after", TaskScript.succeeding().queued(ofHours(1)));
    dashboard.watch("later", TaskScript.succeeding().queued(ofHours(1)));
    browser.awaitText("#connection", "live");

    browser.awaitText("[data-state=all] b", "2");
    assertThat(browser.findAll(".row:not([hidden]) .id")).hasSize(2);
    browser.click(".row");
    browser.click("[data-action=stop]"); // with the token of the new server
    browser.awaitText(".row .state-name", "Wait ended");
  }

  @Test
  void hostile_text_is_shown_as_text() {
    dashboard.watch("fails", TaskScript.failing("Bad", HOSTILE).edited(data -> {
      data.put("request_id", HOSTILE);
      data.put("data", Map.of("output", Map.of("orig_prompt", HOSTILE)));
    }));
    dashboard.watch("runs", TaskScript.succeeding().state(HOSTILE, HOSTILE, Stay.of(ofHours(1))));
    dashboard.watch(
        "breaks", TaskScript.succeeding().onEveryQuery(GatewayErrors.error(500, HOSTILE)));
    open();
    browser.awaitText(".row .unusual", "<img src=x");
    for (String task : List.of("fails", "runs", "breaks")) {
      browser.click(".row[data-id=" + task + "]");
      browser.awaitText("#detail h2", task);
      browser.awaitThat(
          "the detail of " + task,
          "document.getElementById('detail').textContent.includes('<img')");
    }

    assertThat(browser.evaluate("return window.hacked === undefined")).isEqualTo(true);
    assertThat(browser.findAll("main img, #detail img, main script, #detail script"))
        .isEmpty();
    browser.click(".row[data-id=fails]");
    browser.awaitText(".failure", "The gateway refunds a failed task automatically.");
    browser.awaitThat(
        "the prompt", "document.querySelector('pre').textContent.includes('orig_prompt')");
    assertNoErrorsAndOnlyOwnRequests();
  }

  @Test
  void the_list_can_be_used_with_the_keyboard() {
    dashboard.watch("first", TaskScript.succeeding().queued(ofHours(1)));
    dashboard.watch("second", TaskScript.succeeding().queued(ofHours(1)));
    open();
    browser.awaitText("[data-state=QUEUED] b", "2");

    browser.type("jj");
    assertThat(browser.find(".row[aria-selected=true]").getAttribute("data-id"))
        .isEqualTo("second");
    browser.type("k" + Keys.ENTER);
    browser.awaitText("#detail h2", "first");
    browser.type(Keys.ESCAPE);
    assertThat(browser.find("#detail").isDisplayed()).isFalse();
    browser.type("/");
    browser.type("sec");
    assertThat(browser.findAll(".row:not([hidden])")).hasSize(1);
    browser.type(Keys.ESCAPE);
    assertThat(browser.evaluate("return document.activeElement.id")).isEqualTo("list");
    assertThat(browser.find("#list").getAttribute("aria-label")).isEqualTo("Tasks");
    assertNoErrorsAndOnlyOwnRequests();
  }

  @Test
  void the_page_is_in_chinese_if_the_browser_prefers_it() {
    dashboard.watch("cat", TaskScript.succeeding().queued(ofHours(1)));
    browser.setLanguage("zh-CN");
    browser.open(dashboard.address());
    try {
      browser.awaitText("#connection", "实时");
      browser.awaitText(".row .state-name", "排队中");
      assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("zh");
      browser.screenshot("list-chinese");
    } finally {
      browser.setLanguage("en-US");
    }
  }
}
