package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** The layout of the page in windows of several sizes, with tasks in every state. No test changes the tasks. */
class PageLayoutIT {
  private static final String NO_SIDEWAYS_SCROLL = """
      const list = document.getElementById('list');
      const states = [...document.querySelectorAll('.row:not([hidden]) .state-name')];
      return document.documentElement.scrollWidth <= innerWidth && list.scrollWidth <= list.clientWidth
        && states.every((name) => name.parentElement.scrollWidth <= name.parentElement.clientWidth + 1
          || name.nextSibling.textContent !== '');
      """;

  /** Returns the minimum contrast between texts and their backgrounds, as WCAG defines it. */
  private static final String CONTRAST = """
      const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
      const linear = (c) => c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4;
      const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
      const backgroundOf = (node) => { const c = rgb(getComputedStyle(node).backgroundColor);
        return c[3] === 0 ? backgroundOf(node.parentElement) : c; };
      return Math.min(...[...document.querySelectorAll('.row:not([hidden]) .state-name, .row:not([hidden]) .cell, .filter span:not(.dot), .tile h2, .tile small, .keys')]
        .filter((node) => node.textContent !== '' && node.offsetParent !== null)
        .map((node) => { const a = luminance(rgb(getComputedStyle(node).color)); const b = luminance(backgroundOf(node));
          return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); }));
      """;

  private static final String MOVING_ELEMENTS = """
      const seconds = (times) => times.split(',').some((time) => parseFloat(time) > 0);
      return [...document.querySelectorAll('*')].filter((node) => {
        const style = getComputedStyle(node);
        return seconds(style.transitionDuration) || seconds(style.animationDuration) || style.scrollBehavior === 'smooth';
      }).map((node) => node.className);
      """;

  private static final String NOTHING_CUT_OFF = """
      return [...document.querySelectorAll('.row:not([hidden]) :is(.state-name, .id code, .age, .next)')]
        .filter((node) => node.offsetParent !== null)
        .every((node) => node.scrollWidth <= node.clientWidth + 1 || getComputedStyle(node).display === 'inline');
      """;

  private static Browser browser;
  private static DashboardFixture dashboard;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    dashboard = new DashboardFixture(folder);
    new SampleTasks(dashboard).watch();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (dashboard != null) {
      dashboard.close();
    }
  }

  private void open(int width, int height, String colorScheme) {
    browser.setWindow(width, height, colorScheme);
    browser.open(dashboard.address());
    browser.awaitText("#connection", "live");
    browser.awaitText("[data-state=FAILURE] b", "2");
  }

  @Test
  void nothing_moves_if_the_system_asks_for_reduced_motion() {
    open(1360, 900, "light");
    browser.setReducedMotion("no-preference");
    assertThat(browser.evaluate(MOVING_ELEMENTS))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .isNotEmpty();

    browser.setReducedMotion("reduce");
    browser.click(".row[data-id=" + SampleTasks.DOWNLOADED + "]");
    browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");

    assertThat(browser.evaluate(MOVING_ELEMENTS))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .isEmpty();
    assertThat(browser.evaluate("return document.getAnimations().length")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "1280, state id age next link",
    "1440, state id age next link",
    "1600, state id progress age next link",
    "1920, state id progress age expectedAge next polls link"
  })
  void an_open_detail_leaves_the_columns_that_fit(int width, String columns) {
    open(width, 900, "light");
    browser.click(".row[data-id=" + SampleTasks.DOWNLOADED + "]");
    browser.awaitText("#detail h2", SampleTasks.DOWNLOADED);

    assertThat(browser.findAll("#columns .cell").stream()
            .filter(WebElement::isDisplayed)
            .map(cell -> cell.getAttribute("data-column")))
        .containsExactly(columns.split(" "));
    assertThat(browser.evaluate(NOTHING_CUT_OFF)).isEqualTo(true);
    browser.screenshot("detail-at-" + width);
  }

  @ParameterizedTest
  @CsvSource({
    "wide-light, 1360, 900, light",
    "wide-dark, 1360, 900, dark",
    "tablet-light, 1000, 700, light",
    "narrow-light, 360, 740, light",
    "narrow-dark, 360, 740, dark",
    "huge-light, 3840, 2160, light"
  })
  void the_page_fits_the_window_and_has_enough_contrast(
      String name, int width, int height, String colorScheme) {
    open(width, height, colorScheme);
    browser.awaitThat(
        "the times of the next polls", "document.querySelectorAll('.row .next').length > 3");

    assertThat(browser.evaluate(NO_SIDEWAYS_SCROLL)).isEqualTo(true);
    assertThat(browser.evaluate(CONTRAST))
        .asInstanceOf(InstanceOfAssertFactories.DOUBLE)
        .isGreaterThanOrEqualTo(4.5);
    browser.screenshot("list-" + name);
    browser.click(".row[data-id=" + SampleTasks.DOWNLOADED + "]");
    browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");
    browser.evaluate("document.querySelector('video').currentTime = 2.5");
    browser.awaitThat("a frame of the video", "!document.querySelector('video').seeking");
    assertThat(browser.evaluate(NO_SIDEWAYS_SCROLL)).isEqualTo(true);
    browser.screenshot("detail-" + name);
  }
}
