package io.happyhorse.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@HappyHorseTest
class ManyVideosTest {
  @TempDir
  Path folder;

  @Test
  void resumes_the_tasks_whose_ids_are_in_the_outbox(FakeHappyHorse gateway) throws IOException {
    FeignTaskQuery adapter = adapter(gateway);
    OutboxFile outbox = OutboxFile.at(folder.resolve("outbox"));
    TaskSubmitter submitter = TaskSubmitter.builder(adapter.submitPort())
        .outbox(outbox)
        .time(gateway.time())
        .build();
    gateway.onSubmission(2, SubmitFault.responseLost());
    TaskId cat = submitter.submit(VideoRequest.textToVideo("A cat on the moon")).id();
    assertThatThrownBy(() -> submitter.submit(VideoRequest.textToVideo("A dog under water")))
        .isInstanceOf(SubmissionUnknownException.class);
    TaskId owl = submitter.submit(VideoRequest.textToVideo("An owl at dawn")).id();

    new ManyVideos(
            TaskWatcher.of(adapter, gateway.time()),
            VideoDownloader.builder(adapter).time(gateway.time()).build(),
            folder)
        .resume(outbox);

    assertThat(folder)
        .isDirectoryContaining(file -> file.endsWith(cat + ".mp4"))
        .isDirectoryContaining(file -> file.endsWith(owl + ".mp4"))
        .isDirectoryNotContaining("glob:**.happyhorse-part");
  }

  private static FeignTaskQuery adapter(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(gateway.time())
        .build();
  }
}
