package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.SubmissionFixture.REQUEST;
import static io.happyhorse.testkit.contract.SubmissionFixture.SHORT;
import static io.happyhorse.testkit.contract.SubmissionFixture.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.testkit.SubmitFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Reports that it is unknown whether a task was created, and never sends the request again. */
interface ReportsUnknownOutcomes extends SubmissionTests {
  @Test
  default void is_unknown_after_408() {
    isUnknown(SubmitFault.status(408));
  }

  @Test
  default void is_unknown_after_500_even_if_the_task_was_accepted() {
    isUnknown(SubmitFault.errorAfterAcceptance());
    assertEquals(1, fixture().gateway().ledger().charges().size());
  }

  @Test
  default void is_unknown_after_502() {
    isUnknown(new SubmitFault.Response(502, "text/html", "<html></html>", null, false));
  }

  @Test
  default void is_unknown_after_503() {
    isUnknown(SubmitFault.status(503).retryAfter(Duration.ofSeconds(1)));
  }

  @Test
  default void is_unknown_after_200_without_a_body() {
    isUnknown(SubmitFault.status(200).afterAcceptance());
  }

  @Test
  default void is_unknown_after_200_with_a_web_page() {
    isUnknown(new SubmitFault.Response(200, "text/html", "<html></html>", null, false));
  }

  @Test
  default void is_unknown_after_200_without_an_id() {
    isUnknown(SubmitFault.json(200, "{\"object\":\"video\",\"status\":\"queued\"}"));
  }

  @Test
  default void is_unknown_if_the_connection_breaks_before_the_body_has_arrived() {
    isUnknown(SubmitFault.resetBeforeBody());
  }

  @Test
  default void is_unknown_if_the_connection_breaks_after_the_body_has_arrived() {
    isUnknown(SubmitFault.resetAfterBody());
  }

  @Test
  default void is_unknown_if_the_response_is_lost() {
    isUnknown(SubmitFault.responseLost());
    assertEquals(1, fixture().gateway().ledger().charges().size());
  }

  @Test
  default void is_unknown_if_no_response_is_received_in_time() {
    fixture().gateway().onSubmission(1, SubmitFault.slow(Duration.ofSeconds(20)));

    assertThrows(SubmissionUnknownException.class, () -> fixture().port().submit(REQUEST, SHORT));
    assertEquals(1, fixture().gateway().ledger().posts().size());
  }

  @Test
  default void is_unknown_if_the_thread_is_interrupted_while_it_waits() throws Exception {
    fixture().gateway().onSubmission(1, SubmitFault.slow(Duration.ofSeconds(20)));
    TaskSubmitPort port = fixture().port();
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
      while (fixture().gateway().ledger().posts().isEmpty() && !submission.isDone()) {
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

  private void isUnknown(SubmitFault fault) {
    SubmissionUnknownException unknown =
        fixture().failsAfterOnePost(SubmissionUnknownException.class, fault);

    assertFalse(unknown.at().isBefore(START));
    assertEquals(REQUEST.digest(), unknown.requestDigest());
    assertFalse(unknown.isTransient());
    assertNull(unknown.taskId());
    if (fault instanceof SubmitFault.Response response) {
      assertEquals(response.status(), unknown.httpStatus());
    }
  }
}
