package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadCommandTest {
  private static final TaskId ID = TaskId.of("asyntask_A");

  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  @TempDir
  Path dir;

  @AfterEach
  void stop() {
    gateway.close();
  }

  private CommandLineRun download(String... args) {
    List<String> all = new ArrayList<>(List.of("download", "asyntask_A"));
    all.addAll(List.of(args));
    if (!all.contains("-o")) {
      all.addAll(List.of("-o", dir.resolve("v.mp4").toString()));
    }
    return CommandLineRun.of(
        Map.of(
            "HAPPYHORSE_API_KEY",
            gateway.apiKey(),
            "HAPPYHORSE_BASE_URL",
            gateway.baseUri().toString()),
        time,
        all.toArray(String[]::new));
  }

  @Test
  void saves_the_video_and_prints_how_it_was_verified() throws IOException {
    gateway.accept(ID, TaskScript.succeeding());

    CommandLineRun run = download();

    long size = FakeVideo.sample().size();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().strip())
        .isEqualTo("Saved " + dir.resolve("v.mp4") + " (" + size + " bytes, checksum verified).");
    assertThat(Files.size(dir.resolve("v.mp4"))).isEqualTo(size);
    assertThat(download().exitCode()).isEqualTo(8);
    assertThat(download().err()).contains("v.mp4 exists already");
    assertThat(download("--force", "--json").out().strip())
        .isEqualTo("{\"task_id\":\"asyntask_A\",\"file\":\"" + dir.resolve("v.mp4")
            + "\",\"bytes\":" + size + ",\"check\":\"crc64\",\"resumed\":false,\"error\":null}");
  }

  @Test
  void refuses_a_file_name_that_java_cannot_express() {
    CommandLineRun run = download("-o", "a\0b");

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err().strip())
        .isEqualTo("Java cannot use the name of a file or folder (Nul character not allowed): if it"
            + " has characters that the locale of this shell lacks, set LC_ALL=C.UTF-8, or use another"
            + " name.");
  }

  @Test
  void reports_a_wrong_checksum() {
    gateway.accept(ID, TaskScript.succeeding().video(FakeVideo.sample().withWrongChecksum()));

    CommandLineRun run = download("--json");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.json()).hasSize(1);
    assertThat(run.json().get(0).at("/error/kind").asString()).isEqualTo("checksum");
    assertThat(run.json().get(0).at("/error/http_status").asInt()).isEqualTo(200);
    assertThat(run.err()).contains("\nThe video does not match its checksum (task asyntask_A");
  }

  @Test
  void has_the_exit_code_of_a_task_without_a_video() {
    gateway.accept(ID, TaskScript.failing("Data", "bad").running(Duration.ofSeconds(10)));

    CommandLineRun running = download();
    time.advance(Duration.ofSeconds(10));
    CommandLineRun failed = download();

    assertThat(running.exitCode()).isEqualTo(5);
    assertThat(running.err())
        .isEqualToIgnoringNewLines(
            "asyntask_A has not finished yet (IN_PROGRESS 50%): use 'happyhorse watch asyntask_A --download .'.");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .isEqualToIgnoringNewLines("asyntask_A failed: Data: bad (the gateway refunds the task).");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void reports_a_link_that_has_expired_or_is_missing() {
    gateway.accept(ID, TaskScript.succeeding());
    time.advance(Duration.ofHours(25));
    assertThat(download().exitCode()).isEqualTo(7);
    assertThat(download("--json").out()).contains("\"kind\":\"expired\"");

    TaskId without = gateway.accept(TaskId.of("B"), GatewayQuirks.successWithoutUrl());
    CommandLineRun run = CommandLineRun.of(
        Map.of(
            "HAPPYHORSE_API_KEY",
            gateway.apiKey(),
            "HAPPYHORSE_BASE_URL",
            gateway.baseUri().toString()),
        time,
        "download",
        without.value());
    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err()).startsWith("B has succeeded, but the gateway provides no usable link");
  }

  @Test
  void reports_a_task_that_does_not_exist() {
    assertThat(download().exitCode()).isEqualTo(4);
    assertThat(download("--json").out()).contains("\"kind\":\"not_found\"");
  }

  @Test
  void prints_a_json_object_if_the_task_has_no_video() {
    gateway.accept(ID, TaskScript.failing("Data", "bad").running(Duration.ofSeconds(10)));

    assertThat(download("--json").out()).contains("\"error\":{\"kind\":\"deadline\",");
    time.advance(Duration.ofSeconds(10));
    assertThat(download("--json").out())
        .contains("\"error\":{\"kind\":\"no_video\",\"message\":\"asyntask_A failed: Data: bad");
  }

  @Test
  void does_not_save_an_error_page() {
    FakeVideo page = FakeVideo.sample();
    for (int tries = 0; tries < 6; tries++) {
      page = page.respondingFirst(
          200,
          Map.of("Content-Type", "application/json"),
          "{\"error\":{\"code\":\"AccessDenied\"}}");
    }
    gateway.accept(ID, TaskScript.succeeding().video(page));

    CommandLineRun run = download("--json");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.json().get(0).at("/error/kind").asString()).isEqualTo("no_video");
    assertThat(run.json().get(0).at("/file").isNull()).isTrue();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void reports_an_existing_file_in_full_even_if_its_path_is_long() throws IOException {
    gateway.accept(ID, TaskScript.succeeding());
    Path folder = Files.createDirectories(dir.resolve("a".repeat(120)).resolve("b".repeat(120)));
    Path video = Files.writeString(folder.resolve("v.mp4"), "mine");

    CommandLineRun run = download("-o", video.toString());

    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err())
        .contains(video + " exists already")
        .endsWith("--force replaces it, -o FILE names another.\n");
    assertThat(video).hasContent("mine");
  }

  @Test
  void connects_to_a_private_address_only_if_allowed() {
    gateway.accept(ID, PrivateLink.succeeding());

    CommandLineRun refused = download();
    CommandLineRun allowed = download("--allow-private");

    assertThat(refused.exitCode()).isEqualTo(7);
    assertThat(refused.err()).contains("private network").endsWith("--allow-private allows it.\n");
    assertThat(allowed.exitCode()).isZero();
    assertThat(dir.resolve("v.mp4")).isRegularFile();
  }

  @Test
  void reports_how_to_show_a_link_that_java_cannot_use() {
    gateway.accept(
        ID,
        TaskScript.succeeding()
            .edited(data -> data.put("result_url", "http://my_videos.example/v.mp4?secret")));

    CommandLineRun run = download("--allow-private");

    assertThat(run.exitCode()).isEqualTo(7);
    assertThat(run.err())
        .contains("does not support host names with an underscore such as my_videos.example")
        .endsWith("'happyhorse query asyntask_A --reveal-url' shows the link.\n")
        .doesNotContain("secret");
  }
}
