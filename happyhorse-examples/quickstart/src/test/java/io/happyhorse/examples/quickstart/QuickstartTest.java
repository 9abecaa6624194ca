package io.happyhorse.examples.quickstart;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// snippet: test
@HappyHorseTest
class QuickstartTest {
  @Test
  void finds_the_video_of_a_task_that_takes_two_minutes(FakeHappyHorse gateway) {
    TaskId id =
        gateway.accept(TaskScript.succeeding().queued(ofSeconds(20)).running(ofSeconds(100)));

    assertThat(quickstart(gateway).videoOf(id)).hasPath("/storage/" + id + "_refiner.mp4");
    assertThat(gateway).task(id).wasQueriedAtMost(11).wasNotQueriedAfterItEnded();
  }

  // end
  // snippet: faults
  @Test
  void retries_after_errors_of_the_gateway(FakeHappyHorse gateway) {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .running(ofSeconds(100))
        .onQuery(2, GatewayErrors.proxyPage(502))
        .onQuery(4, GatewayErrors.tooManyRequests().retryAfter(ofSeconds(40))));

    assertThat(quickstart(gateway).videoOf(id)).isNotNull();
    assertThat(gateway).didNotLeakApiKey().task(id).respectedRetryAfter();
  }
  // end

  @Test
  void resumes_an_interrupted_download(FakeHappyHorse gateway, @TempDir Path folder) {
    TaskId id = gateway.accept(
        TaskScript.succeeding().video(FakeVideo.ofSize(500_000).cutAfter(100_000, 2)));

    DownloadedVideo saved = quickstart(gateway).save(id, folder.resolve("cat.mp4"));

    assertThat(saved.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(folder.resolve("cat.mp4")).hasSize(500_000);
  }

  @Test
  void reports_why_there_is_no_video(FakeHappyHorse gateway) {
    TaskId id = gateway.accept(TaskScript.failing("DataInspectionFailed", "not this prompt"));

    assertThatThrownBy(() -> quickstart(gateway).videoOf(id))
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("not this prompt");
  }

  // snippet: test
  private static Quickstart quickstart(FakeHappyHorse gateway) {
    FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(gateway.time())
        .build();
    return new Quickstart(
        TaskWatcher.of(tasks, gateway.time()),
        VideoDownloader.builder(tasks).time(gateway.time()).build());
  }
}
// end
