package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes the pictures of the README, {@code list.png} and {@code detail.png} in {@code target/screenshots}. Not part of the build:
 *
 * <pre>{@code
 * ./mvnw -Pfull -pl happyhorse-examples/dashboard -am test -Dtest=ReadmePictures -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class ReadmePictures {
  private static final int SPEED = 12;

  @TempDir
  Path folder;

  @BeforeEach
  void check_that_screenshots_are_saved() {
    assertThat(Boolean.getBoolean("happyhorse.full")).as("-Pfull").isTrue();
  }

  @Test
  void the_list_and_the_detail_show_the_tasks_of_the_demo() throws Exception {
    AcceleratedTime time = AcceleratedTime.times(SPEED);
    try (Browser browser = Browser.start();
        FakeHappyHorse fake = FakeHappyHorse.start(time);
        DemoStorage storage = DemoStorage.start()) {
      DemoTasks demo = new DemoTasks(fake, storage);
      FeignTaskQuery gateway = FeignTaskQuery.builder(fake.apiKey())
          .baseUrl(fake.baseUri().toString())
          .time(time)
          .keepRawJson()
          .build();
      WatchSettings settings = WatchSettings.defaults()
          .withTime(time, SPEED)
          .withRatePerSecond(5)
          .withCompletionTimes(demo.earlierTimes(time.instant()), null);
      VideoFolder videos = new VideoFolder(VideoDownloader.of(gateway), folder, false);
      try (WatchedTasks tasks = new WatchedTasks(gateway, settings, videos);
          DashboardServer server = DashboardServer.start(
              tasks, ServerSettings.loopback(0), new SecretFilter(List.of(fake.apiKey())))) {
        tasks.watch(demo.accept(40));
        browser.setWindow(1280, 720, "light");
        browser.open(server.address());
        awaitSuccesses(tasks, 8);
        browser.screenshot("list");

        awaitSuccesses(tasks, 16);
        browser.setWindow(1280, 900, "light");
        showVideo(browser, mostPolled(tasks));
        browser.screenshot("detail");
      }
    }
  }

  private static Stream<TaskRow> successes(WatchedTasks tasks) {
    return tasks.changesSince(0).rows().stream().filter(row -> row.state() == RowState.SUCCESS);
  }

  private static void awaitSuccesses(WatchedTasks tasks, int count) {
    await().atMost(Duration.ofMinutes(1)).until(() -> successes(tasks).count() >= count);
  }

  private static TaskId mostPolled(WatchedTasks tasks) {
    return successes(tasks)
        .max(Comparator.comparing(TaskRow::polls))
        .orElseThrow()
        .id();
  }

  private static void showVideo(Browser browser, TaskId id) {
    browser.find("#search").sendKeys(id.value());
    browser.click(".row[data-id=" + id + "]");
    browser.click("[data-action=download]");
    browser.awaitThat("the video", "document.querySelector('video')?.readyState >= 2");
    browser.find("#search").clear();
    browser.evaluate(
        "const search = document.getElementById('search');"
            + " search.dispatchEvent(new Event('input')); search.blur();"
            + " const video = document.querySelector('video'); video.muted = true; video.currentTime = 2; video.play()");
    browser.awaitThat("the video plays", "document.querySelector('video').currentTime > 2.3");
    browser.evaluate("document.querySelector('video').pause()");
  }
}
