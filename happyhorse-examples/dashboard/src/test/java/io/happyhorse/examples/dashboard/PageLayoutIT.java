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

/** How the page with tasks in every state looks, at several sizes of the window. No test changes the tasks. */
class PageLayoutIT {
  private static final String NO_SIDEWAYS_SCROLL = """
      const list = document.getElementById('list');
      const state = [...document.querySelectorAll('.row:not([hidden]) .word')];
      return document.documentElement.scrollWidth <= innerWidth && list.scrollWidth <= list.clientWidth
        && state.every((word) => word.parentElement.scrollWidth <= word.parentElement.clientWidth + 1
          || word.nextSibling.textContent !== '');
      """;

  private static final String MOVING = """
      const seconds = (times) => times.split(',').some((time) => parseFloat(time) > 0);
      return [...document.querySelectorAll('*')].filter((node) => {
        const style = getComputedStyle(node);
        return seconds(style.transitionDuration) || seconds(style.animationDuration) || style.scrollBehavior === 'smooth';
      }).map((node) => node.className);
      """;

  private static final String NOTHING_CUT_OFF = """
      return [...document.querySelectorAll('.row:not([hidden]) :is(.word, .id code, .age, .next)')]
        .filter((node) => node.offsetParent !== null)
        .every((node) => node.scrollWidth <= node.clientWidth + 1 || getComputedStyle(node).display === 'inline');
      """;

  private static Browser browser;
  private static DashboardFixture dashboard;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    browser = Browser.start();
    dashboard = new DashboardFixture(folder);
    new Gallery(dashboard).watch();
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

  private void open(int width, int height, String scheme) {
    browser.emulate(width, height, scheme);
    browser.open(dashboard.address());
    browser.awaitText("#connection", "live");
    browser.awaitText("[data-state=FAILURE] b", "2");
  }

  @Test
  void moves_nothing_for_those_who_want_no_motion() {
    open(1360, 900, "light");
    browser.motion("no-preference");
    assertThat(browser.evaluate(MOVING))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .isNotEmpty();

    browser.motion("reduce");
    browser.click(".row[data-id=" + Gallery.KEPT + "]");
    browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");

    assertThat(browser.evaluate(MOVING))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .isEmpty();
    assertThat(browser.evaluate("return document.getAnimations().length")).isEqualTo(0L);
  }

  @ParameterizedTest
  @CsvSource({
    "1280, state id age next link",
    "1440, state id age next link",
    "1600, state id progress age next link",
    "1920, state id progress age doneBy next polls link"
  })
  void keeps_beside_an_open_detail_the_columns_that_there_is_room_for(int width, String columns) {
    open(width, 900, "light");
    browser.click(".row[data-id=" + Gallery.KEPT + "]");
    browser.awaitText("#detail h2", Gallery.KEPT);

    assertThat(browser.all("#columns .cell").stream()
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
  void fits_the_window(String name, int width, int height, String scheme) {
    open(width, height, scheme);
    browser.awaitThat("times", "document.querySelectorAll('.row .next').length > 3");

    assertThat(browser.evaluate(NO_SIDEWAYS_SCROLL)).isEqualTo(true);
    assertThat(Gallery.contrast(browser)).isGreaterThanOrEqualTo(4.5);
    browser.screenshot("list-" + name);
    browser.click(".row[data-id=" + Gallery.KEPT + "]");
    browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");
    browser.evaluate("document.querySelector('video').currentTime = 2.5");
    browser.awaitThat("a picture", "!document.querySelector('video').seeking");
    assertThat(browser.evaluate(NO_SIDEWAYS_SCROLL)).isEqualTo(true);
    browser.screenshot("detail-" + name);
  }
}
