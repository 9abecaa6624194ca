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
  Path nothing;

  @Test
  void skips_the_tests_and_prints_so_in_one_line_where_none_is_installed() {
    assertThatThrownBy(
            () -> Browser.start(nothing.resolve("chromium"), nothing, false, printed::add))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining(MISSING);
    assertThat(printed).containsExactly(MISSING);
  }

  @Test
  void fails_them_where_one_is_required() {
    assertThatThrownBy(
            () -> Browser.start(nothing.resolve("chromium"), nothing, true, printed::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(MISSING);
  }
}
