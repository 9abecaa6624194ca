package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Ledger;
import io.happyhorse.testkit.SubmitFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract of {@link TaskSubmitPort}, as tests. Adapters over HTTP extend {@link TaskSubmitOverHttpContract}, which adds tests of
 * broken connections. It requires only JUnit.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class TaskSubmitPortContract {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final String CAT = "https://images.example/cat.png?sig=a%2Bb";
  private static final String DANCE = "https://videos.example/dance.mp4";

  /** A valid request. */
  static final VideoRequest REQUEST =
      VideoRequest.textToVideo("A cat on the moon").resolution("720P");

  /** The time source of the gateway and the adapter. */
  final VirtualTime time = VirtualTime.lenient(START);

  /** The gateway that the adapter submits to. */
  final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  private final List<TaskSubmitPort> adapters = new ArrayList<>();

  /** Called by JUnit. */
  protected TaskSubmitPortContract() {}

  /**
   * Returns the adapter under test.
   *
   * @param to the gateway
   * @return a new adapter; it is closed after the test if it is {@code AutoCloseable}
   */
  protected abstract TaskSubmitPort adapter(FakeHappyHorse to);

  /**
   * Returns an adapter whose connections fail.
   *
   * @param to the gateway, which must not be reached
   * @return a new adapter
   */
  protected abstract TaskSubmitPort adapterWithoutConnection(FakeHappyHorse to);

  @AfterEach
  void close() throws Exception {
    time.close();
    gateway.close();
    for (TaskSubmitPort adapter : adapters) {
      if (adapter instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  final TaskSubmitPort tracked(TaskSubmitPort adapter) {
    adapters.add(adapter);
    return adapter;
  }

  private TaskSubmitPort port() {
    return tracked(adapter(gateway));
  }

  @Test
  void creates_a_task_once() {
    SubmittedTask task = port().submit(REQUEST);

    assertFalse(gateway.inMemory().query(task.id()).isFinished());
    assertEquals(START, task.submittedAt());
    assertEquals("t2v/720P/5s", task.kind());
    assertEquals(1, gateway.ledger().charges().size());
    assertEquals(task.id(), gateway.ledger().charges().get(0).taskId());
  }

  @Test
  void names_its_gateway() {
    TaskSubmitPort port = port();

    assertNotNull(port.origin());
    assertEquals(port.origin(), port.submit(REQUEST).gateway());
  }

  @Test
  void finds_the_id_in_every_response_that_accepts() {
    List<SubmitFault.Response> responses = List.of(
        SubmitFault.json(200, "{\"id\":\"asyntask_1\",\"object\":\"video\",\"status\":\"\"}"),
        SubmitFault.json(201, "{\"task_id\":\"asyntask_1\",\"status\":\"queued\",\"progress\":0}"),
        SubmitFault.json(200, "{\"code\":\"success\",\"data\":{\"task_id\":\"asyntask_1\"}}"),
        SubmitFault.json(200, "{\"code\":\"success\",\"data\":\"asyntask_1\"}"),
        SubmitFault.json(
            200, "{\"id\":\"asyntask_1\",\"error\":{\"code\":\"\",\"message\":\"\"}}"));
    TaskSubmitPort port = port();

    for (int i = 0; i < responses.size(); i++) {
      SubmitFault.Response response = responses.get(i);
      gateway.onSubmission(i + 1, response.afterAcceptance());
      assertEquals(
          TaskId.of("asyntask_1"), port.submit(REQUEST).id(), () -> "in " + response.body());
    }
  }

  @Test
  void sends_the_body_of_every_kind_of_request_as_it_is() {
    TaskSubmitPort port = port();
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
        gateway.ledger().posts().stream().map(Ledger.Post::requestDigest).toList());
  }

  @Test
  void sends_no_prompt_that_would_be_cut() {
    TaskSubmitPort port = port();

    assertThrows(
        IllegalArgumentException.class,
        () -> port.submit(VideoRequest.textToVideo("a".repeat(5_001))));
    assertEquals(List.of(), gateway.ledger().posts());
    assertNotNull(port.submit(VideoRequest.textToVideo("a".repeat(5_001)).allowTruncation()));
  }

  @Test
  void needs_some_time() {
    TaskSubmitPort port = port();

    assertThrows(IllegalArgumentException.class, () -> port.submit(REQUEST, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> port.submit(REQUEST, Duration.ofSeconds(-1)));
    assertEquals(List.of(), gateway.ledger().posts());
  }

  @Test
  void tells_what_the_gateway_refuses() {
    SubmissionRefusedException refused = assertThrows(
        SubmissionRefusedException.class, () -> port().submit(REQUEST.with("duration", 99)));

    assertEquals("fail_to_fetch_task", refused.code());
    assertTrue(Objects.requireNonNull(refused.reason())
        .contains("The duration must be an integer in [3, 15]"));
    assertEquals(400, refused.httpStatus());
    assertEquals(REQUEST.with("duration", 99).digest(), refused.requestDigest());
    assertEquals(List.of(), gateway.ledger().charges());
  }

  @Test
  void tells_a_model_that_is_not_there() {
    SubmissionRefusedException refused = assertThrows(
        SubmissionRefusedException.class, () -> port().submit(REQUEST.with("model", "no-model")));

    assertEquals("model_not_found", refused.code());
    assertEquals(503, refused.httpStatus());
  }

  @Test
  void is_refused_with_302() {
    isRefused(SubmitFault.status(302));
  }

  @Test
  void is_refused_with_400() {
    isRefused(SubmitFault.status(400));
  }

  @Test
  void is_refused_with_403() {
    isRefused(SubmitFault.json(
        403, "{\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"m\"}}"));
  }

  @Test
  void is_refused_with_404() {
    isRefused(SubmitFault.status(404));
  }

  @Test
  void is_refused_with_409() {
    isRefused(SubmitFault.status(409));
  }

  @Test
  void is_refused_with_429_and_told_how_long_to_wait() {
    SubmissionRefusedException refused =
        isRefused(SubmitFault.tooManyRequests().retryAfter(Duration.ofSeconds(7)));

    assertEquals(Duration.ofSeconds(7), refused.retryAfter());
    assertTrue(refused.isTransient());
  }

  @Test
  void is_refused_with_503_that_says_model_not_found() {
    isRefused(SubmitFault.modelNotFound());
  }

  @Test
  void is_refused_with_200_that_is_an_error() {
    isRefused(SubmitFault.json(200, "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}"));
  }

  private SubmissionRefusedException isRefused(SubmitFault.Response response) {
    SubmissionRefusedException refused =
        failsAfterOnePost(SubmissionRefusedException.class, response);
    assertEquals(response.status(), refused.httpStatus());
    return refused;
  }

  @Test
  void is_unknown_after_408() {
    isUnknown(SubmitFault.status(408));
  }

  @Test
  void is_unknown_after_500_though_the_task_was_accepted() {
    isUnknown(SubmitFault.errorAfterAcceptance());
    assertEquals(1, gateway.ledger().charges().size());
  }

  @Test
  void is_unknown_after_502() {
    isUnknown(new SubmitFault.Response(502, "text/html", "<html></html>", null, false));
  }

  @Test
  void is_unknown_after_503() {
    isUnknown(SubmitFault.status(503).retryAfter(Duration.ofSeconds(1)));
  }

  @Test
  void is_unknown_after_200_without_a_body() {
    isUnknown(SubmitFault.status(200).afterAcceptance());
  }

  @Test
  void is_unknown_after_200_with_a_web_page() {
    isUnknown(new SubmitFault.Response(200, "text/html", "<html></html>", null, false));
  }

  @Test
  void is_unknown_after_200_without_an_id() {
    isUnknown(SubmitFault.json(200, "{\"object\":\"video\",\"status\":\"queued\"}"));
  }

  @Test
  void is_unknown_if_the_connection_breaks_before_the_body_has_arrived() {
    isUnknown(SubmitFault.resetBeforeBody());
  }

  @Test
  void is_unknown_if_the_connection_breaks_after_the_body_has_arrived() {
    isUnknown(SubmitFault.resetAfterBody());
  }

  @Test
  void is_unknown_if_the_response_is_lost() {
    isUnknown(SubmitFault.responseLost());
    assertEquals(1, gateway.ledger().charges().size());
  }

  private void isUnknown(SubmitFault fault) {
    SubmissionUnknownException unknown = failsAfterOnePost(SubmissionUnknownException.class, fault);

    assertFalse(unknown.at().isBefore(START));
    assertEquals(REQUEST.digest(), unknown.requestDigest());
    assertFalse(unknown.isTransient());
    assertNull(unknown.taskId());
    if (fault instanceof SubmitFault.Response response) {
      assertEquals(response.status(), unknown.httpStatus());
    }
  }

  private <E extends SubmitException> E failsAfterOnePost(Class<E> type, SubmitFault fault) {
    gateway.onSubmission(1, fault);
    E error = assertThrows(type, () -> port().submit(REQUEST));
    assertEquals(1, gateway.ledger().posts().size());
    return error;
  }

  @Test
  void waits_for_a_response_that_is_late() {
    gateway.onSubmission(1, SubmitFault.slow(SHORT));

    assertNotNull(port().submit(REQUEST, Duration.ofSeconds(20)));
  }

  @Test
  void is_unknown_if_no_response_comes_in_time() {
    gateway.onSubmission(1, SubmitFault.slow(Duration.ofSeconds(20)));

    assertThrows(SubmissionUnknownException.class, () -> port().submit(REQUEST, SHORT));
    assertEquals(1, gateway.ledger().posts().size());
  }

  @Test
  void is_not_sent_without_a_connection() {
    SubmissionNotSentException unsent = assertThrows(
        SubmissionNotSentException.class,
        () -> tracked(adapterWithoutConnection(gateway)).submit(REQUEST));

    assertTrue(unsent.isTransient());
    assertEquals(REQUEST.digest(), unsent.requestDigest());
    assertEquals(List.of(), gateway.ledger().posts());
  }

  @Test
  void is_not_sent_by_an_interrupted_thread() {
    TaskSubmitPort port = port();
    Thread.currentThread().interrupt();

    assertThrows(SubmissionNotSentException.class, () -> port.submit(REQUEST));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), gateway.ledger().posts());
  }

  @Test
  void is_unknown_if_the_thread_is_interrupted_while_it_waits() throws Exception {
    gateway.onSubmission(1, SubmitFault.slow(Duration.ofSeconds(20)));
    TaskSubmitPort port = port();
    List<Boolean> flags = new ArrayList<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<SubmittedTask> submission = thread.submit(() -> {
        try {
          return port.submit(REQUEST);
        } finally {
          flags.add(Thread.currentThread().isInterrupted());
        }
      });
      while (gateway.ledger().posts().isEmpty() && !submission.isDone()) {
        Thread.onSpinWait();
      }
      thread.shutdownNow();
      ExecutionException failed = assertThrows(ExecutionException.class, submission::get);

      assertInstanceOf(SubmissionUnknownException.class, failed.getCause());
      assertEquals(List.of(true), flags);
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void serves_many_threads_at_once() throws Exception {
    TaskSubmitPort port = port();
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
      assertEquals(40, gateway.ledger().posts().size());
    } finally {
      threads.shutdownNow();
    }
  }
}
