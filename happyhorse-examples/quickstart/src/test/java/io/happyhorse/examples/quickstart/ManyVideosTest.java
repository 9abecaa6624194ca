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
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    videos(gateway).resume(outbox);

    assertThat(folder)
        .isDirectoryContaining(file -> file.endsWith(cat + ".mp4"))
        .isDirectoryContaining(file -> file.endsWith(owl + ".mp4"))
        .isDirectoryNotContaining("glob:**.happyhorse-part");
  }

  @Test
  void keeps_the_other_videos_if_one_cannot_be_downloaded(FakeHappyHorse gateway) {
    TaskId gone =
        gateway.accept(TaskScript.succeeding().video(FakeVideo.sample().gone()));
    TaskId cat = gateway.accept(TaskScript.succeeding().running(Duration.ofMinutes(2)));

    videos(gateway).keepAll(List.of(gone, cat));

    assertThat(folder.resolve(gone + ".mp4")).doesNotExist();
    assertThat(folder.resolve(cat + ".mp4")).isNotEmptyFile();
  }

  @Test
  void keeps_the_video_of_an_earlier_process(FakeHappyHorse gateway) throws IOException {
    TaskId owl = gateway.accept(TaskScript.succeeding());
    TaskId cat = gateway.accept(TaskScript.succeeding().running(Duration.ofMinutes(2)));
    Files.writeString(folder.resolve(owl + ".mp4"), "saved");

    videos(gateway).keepAll(List.of(owl, cat));

    assertThat(folder.resolve(owl + ".mp4")).hasContent("saved");
    assertThat(folder.resolve(cat + ".mp4")).isNotEmptyFile();
  }

  private ManyVideos videos(FakeHappyHorse gateway) {
    FeignTaskQuery adapter = adapter(gateway);
    return new ManyVideos(
        TaskWatcher.of(adapter, gateway.time()),
        VideoDownloader.builder(adapter).time(gateway.time()).build(),
        folder);
  }

  private static FeignTaskQuery adapter(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(gateway.time())
        .build();
  }
}
