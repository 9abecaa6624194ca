package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.SubmissionFixture.REQUEST;
import static io.happyhorse.testkit.contract.SubmissionFixture.SHORT;
import static io.happyhorse.testkit.contract.SubmissionFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.testkit.Ledger;
import io.happyhorse.testkit.SubmitFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Creates tasks, each once, and returns their ids. */
interface CreatesTasks extends SubmissionTests {
  String CAT = "https://images.example/cat.png?sig=a%2Bb";
  String DANCE = "https://videos.example/dance.mp4";

  @Test
  default void creates_a_task_once() {
    SubmittedTask task = fixture().port().submit(REQUEST);

    assertFalse(fixture().gateway().inMemory().query(task.id()).isFinished());
    assertEquals(START, task.submittedAt());
    assertEquals("t2v/720P/5s", task.kind());
    assertEquals(1, fixture().gateway().ledger().charges().size());
    assertEquals(task.id(), fixture().gateway().ledger().charges().get(0).taskId());
  }

  @Test
  default void returns_the_origin_of_its_gateway() {
    TaskSubmitPort port = fixture().port();

    assertNotNull(port.origin());
    assertEquals(port.origin(), port.submit(REQUEST).gateway());
  }

  @Test
  default void reads_the_id_from_every_form_of_acceptance() {
    List<SubmitFault.Response> responses = List.of(
        SubmitFault.json(200, "{\"id\":\"asyntask_1\",\"object\":\"video\",\"status\":\"\"}"),
        SubmitFault.json(201, "{\"task_id\":\"asyntask_1\",\"status\":\"queued\",\"progress\":0}"),
        SubmitFault.json(200, "{\"code\":\"success\",\"data\":{\"task_id\":\"asyntask_1\"}}"),
        SubmitFault.json(200, "{\"code\":\"success\",\"data\":\"asyntask_1\"}"),
        SubmitFault.json(
            200, "{\"id\":\"asyntask_1\",\"error\":{\"code\":\"\",\"message\":\"\"}}"));
    TaskSubmitPort port = fixture().port();

    for (int i = 0; i < responses.size(); i++) {
      SubmitFault.Response response = responses.get(i);
      fixture().gateway().onSubmission(i + 1, response.afterAcceptance());
      assertEquals(
          TaskId.of("asyntask_1"), port.submit(REQUEST).id(), () -> "in " + response.body());
    }
  }

  @Test
  default void sends_the_body_of_every_kind_of_request_unchanged() {
    TaskSubmitPort port = fixture().port();
    List<VideoRequest> requests = List.of(
        VideoRequest.textToVideo("Eine \"Katze\" \\ 猫 \uD83D\uDC31\n")
            .resolution("720P")
            .duration(Duration.ofSeconds(15))
            .ratio("9:16")
            .seed(7)
            .withoutWatermark(),
        VideoRequest.imageToVideo("It runs", CAT),
        VideoRequest.referenceToVideo("They dance", List.of(CAT, CAT, CAT)),
        VideoRequest.videoEdit("In snow", DANCE, CAT).resolution("1080P"),
        REQUEST.with("audio", true));

    requests.forEach(port::submit);

    assertEquals(
        requests.stream().map(VideoRequest::digest).toList(),
        fixture().gateway().ledger().posts().stream()
            .map(Ledger.Post::requestDigest)
            .toList());
  }

  @Test
  default void waits_for_a_late_response() {
    fixture().gateway().onSubmission(1, SubmitFault.slow(SHORT));

    assertNotNull(fixture().port().submit(REQUEST, Duration.ofSeconds(20)));
  }

  @Test
  default void supports_concurrent_calls() throws Exception {
    TaskSubmitPort port = fixture().port();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<SubmittedTask>> calls = IntStream.range(0, 40)
          .<Callable<SubmittedTask>>mapToObj(seed -> () -> port.submit(REQUEST.seed(seed)))
          .toList();
      List<Object> ids = new ArrayList<>();
      for (Future<SubmittedTask> call : threads.invokeAll(calls)) {
        ids.add(call.get().id());
      }
      assertEquals(40, ids.stream().distinct().count());
      assertEquals(40, fixture().gateway().ledger().posts().size());
    } finally {
      threads.shutdownNow();
    }
  }
}
