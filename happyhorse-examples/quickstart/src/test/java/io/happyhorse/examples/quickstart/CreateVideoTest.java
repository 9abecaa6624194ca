package io.happyhorse.examples.quickstart;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.submit.TaskSubmitter;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@HappyHorseTest
class CreateVideoTest {
  @TempDir
  Path folder;

  @Test
  void creates_a_task_waits_for_it_and_saves_its_video(FakeHappyHorse gateway) throws IOException {
    DownloadedVideo saved = create(gateway).save("A cat on the moon", folder.resolve("cat.mp4"));

    assertThat(saved.file()).exists();
    assertThat(gateway)
        .billedOnce(Objects.requireNonNull(outbox().entries().get(0).taskId()));
  }

  @Test
  void does_not_submit_again_after_a_lost_response(FakeHappyHorse gateway) throws IOException {
    gateway.onSubmission(1, SubmitFault.responseLost());

    assertThatThrownBy(() -> create(gateway).save("A cat on the moon", folder.resolve("cat.mp4")))
        .isInstanceOf(SubmissionUnknownException.class);
    assertThat(gateway.ledger().posts()).hasSize(1);
    assertThat(outbox().entries())
        .extracting(OutboxEntry::state)
        .containsExactly(OutboxEntry.State.UNKNOWN);
  }

  private OutboxFile outbox() {
    return OutboxFile.at(folder.resolve("outbox"));
  }

  private CreateVideo create(FakeHappyHorse gateway) {
    FeignTaskQuery adapter = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(gateway.time())
        .build();
    return new CreateVideo(
        TaskSubmitter.builder(adapter.submitPort())
            .outbox(outbox())
            .time(gateway.time())
            .build(),
        TaskWatcher.of(adapter, gateway.time()),
        VideoDownloader.builder(adapter).time(gateway.time()).build());
  }
}
