package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class BrowserTest {
  private static final String MISSING =
      "The tests of the page did not run: install chromium and chromium-driver.";

  private final List<String> printed = new ArrayList<>();

  @TempDir
  Path emptyFolder;

  @Test
  void without_a_browser_the_tests_are_skipped_and_a_line_says_so() {
    assertThatThrownBy(
            () -> Browser.start(emptyFolder.resolve("chromium"), emptyFolder, false, printed::add))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(MISSING);
    assertThat(printed).containsExactly(MISSING);
  }

  @Test
  void without_a_required_browser_the_tests_fail() {
    assertThatThrownBy(
            () -> Browser.start(emptyFolder.resolve("chromium"), emptyFolder, true, printed::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(MISSING);
  }
}
