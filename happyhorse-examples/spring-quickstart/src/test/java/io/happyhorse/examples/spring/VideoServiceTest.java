package io.happyhorse.examples.spring;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@HappyHorseTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class VideoServiceTest {
  @TempDir
  static Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Value("http://127.0.0.1:${local.server.port}/")
  private URI service;

  @DynamicPropertySource
  static void files(DynamicPropertyRegistry registry) {
    registry.add("videos.folder", folder::toString);
    registry.add("happyhorse.watcher.learned-times-file", () -> folder + "/times.txt");
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    return client.send(
        request.uri(service.resolve(path)).build(), BodyHandlers.ofString());
  }

  private String submit(String prompt) throws IOException, InterruptedException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder().header("Content-Type", "text/plain").POST(BodyPublishers.ofString(prompt));
    HttpResponse<String> accepted = send(post, "videos");
    assertThat(accepted.statusCode()).isEqualTo(202);
    return accepted.body().replaceAll(".*:\"|\".*", "");
  }

  @Test
  void creates_a_task_waits_for_it_and_saves_its_video(FakeHappyHorse gateway) throws Exception {
    String id = submit("A cat");

    HttpResponse<String> video = send(HttpRequest.newBuilder(), "videos/" + id + "/file");

    assertThat(video.statusCode()).isEqualTo(200);
    assertThat(folder.resolve(id + ".mp4")).isNotEmptyFile();
    assertThat(send(HttpRequest.newBuilder(), "videos/" + id).body()).contains("SUCCESS");
    assertThat(gateway).didNotLeakApiKey();
  }

  @Test
  void reports_why_there_is_no_video(FakeHappyHorse gateway) throws Exception {
    gateway.onSubmission(TaskScript.failing("DataInspectionFailed", "not this prompt"));
    String id = submit("Something else");

    HttpResponse<String> video = send(HttpRequest.newBuilder(), "videos/" + id + "/file");

    assertThat(video.statusCode()).isEqualTo(410);
    assertThat(video.body()).contains("not this prompt");
  }

  @Test
  void serves_a_video_that_was_saved_before_a_restart(FakeHappyHorse gateway) throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding());
    Files.writeString(folder.resolve(id + ".mp4"), "saved");

    HttpResponse<String> video = send(HttpRequest.newBuilder(), "videos/" + id + "/file");

    assertThat(video.statusCode()).isEqualTo(200);
    assertThat(video.body()).isEqualTo("saved");
  }

  @Test
  void tries_again_after_a_failed_download(FakeHappyHorse gateway) throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().video(FakeVideo.sample().refused(404, 1)));

    assertThat(send(HttpRequest.newBuilder(), "videos/" + id + "/file").statusCode())
        .isEqualTo(502);
    assertThat(send(HttpRequest.newBuilder(), "videos/" + id + "/file").statusCode())
        .isEqualTo(200);
  }

  @Test
  void rejects_an_invalid_id(FakeHappyHorse gateway) throws Exception {
    HttpResponse<String> refusal = send(HttpRequest.newBuilder(), "videos/-");

    assertThat(refusal.statusCode()).isEqualTo(400);
    assertThat(refusal.body()).contains("'-' cannot be a task id");
    assertThat(gateway.journal().entries()).isEmpty();
  }

  @Test
  void shows_health_without_a_request_to_the_gateway(FakeHappyHorse gateway) throws Exception {
    HttpResponse<String> health = send(HttpRequest.newBuilder(), "actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"happyhorse\"").doesNotContain(gateway.apiKey());
    assertThat(gateway.journal().entries()).isEmpty();
  }

  @Test
  void has_meters_of_watcher_and_downloader(FakeHappyHorse gateway) throws Exception {
    assertThat(send(HttpRequest.newBuilder(), "actuator/metrics").body())
        .contains("happyhorse.watcher.rate", "happyhorse.downloads.completed");
  }
}
