package io.happyhorse.testkit;

import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.testkit.junit.HappyHorseTest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@HappyHorseTest
class LedgerTest {
  private static final VideoRequest REQUEST =
      VideoRequest.textToVideo("A cat").resolution("720P").duration(Duration.ofSeconds(7));

  @Test
  void bills_resolution_and_length_when_a_task_is_accepted(
      InMemoryTaskQuery gateway, TaskSubmitPort port) {
    TaskId id = port.submit(REQUEST).id();

    assertThat(gateway).billedOnce(id);
    assertThat(gateway.ledger().charges())
        .containsExactly(
            new Ledger.Charge(id, gateway.time().instant(), REQUEST.digest(), "720P", 7, false));
  }

  @Test
  void bills_the_defaults(InMemoryTaskQuery gateway, TaskSubmitPort port) {
    TaskId id = port.submit(VideoRequest.textToVideo("A cat")).id();

    assertThat(gateway.ledger().charges()).singleElement().satisfies(charge -> {
      assertThat(charge.taskId()).isEqualTo(id);
      assertThat(charge.resolution()).isEqualTo("1080P");
      assertThat(charge.seconds()).isEqualTo(5);
    });
  }

  @Test
  void refunds_a_task_when_it_ends_in_FAILURE(InMemoryTaskQuery gateway, TaskSubmitPort port)
      throws InterruptedException {
    gateway.onSubmission(TaskScript.failing("x").queued(Duration.ofSeconds(10)));
    TaskId id = port.submit(REQUEST).id();
    assertThat(gateway).billedOnce(id);

    gateway.time().sleep(Duration.ofSeconds(11));

    assertThat(gateway).billedNothing();
    assertThat(gateway.ledger().charges())
        .singleElement()
        .satisfies(charge -> assertThat(charge.refunded()).isTrue());
    assertThat(catchThrowable(() -> assertThat(gateway).billedOnce(id)))
        .hasMessageContaining("billed 7 s of 720P, refunded");
  }

  @Test
  void bills_nothing_for_a_task_that_a_test_accepts(InMemoryTaskQuery gateway) {
    gateway.accept(TaskScript.succeeding());

    assertThat(gateway).billedNothing();
  }

  @Test
  void a_submitted_task_succeeds_after_110_s(InMemoryTaskQuery gateway, TaskSubmitPort port)
      throws InterruptedException {
    TaskId id = port.submit(REQUEST).id();
    gateway.time().sleep(Duration.ofSeconds(109));
    assertThat(gateway.query(id)).isPending();
    gateway.time().sleep(Duration.ofSeconds(1));

    assertThat(gateway.query(id)).isSucceeded();
  }

  @Test
  void charges_only_submissions_without_a_fault(InMemoryTaskQuery gateway, TaskSubmitPort port) {
    gateway.onShareOfSubmissions(0.5, SubmitFault.tooManyRequests());
    for (int seed = 0; seed < 100; seed++) {
      VideoRequest request = REQUEST.seed(seed);
      Throwable unused = catchThrowable(() -> port.submit(request));
    }

    assertThat(gateway.ledger().posts()).hasSize(100);
    assertThat(gateway.ledger().charges()).hasSizeBetween(30, 70);
  }

  @Nested
  class Assertions_that_fail {
    @Test
    void two_tasks_for_one_request(InMemoryTaskQuery gateway, TaskSubmitPort port) {
      TaskId id = port.submit(REQUEST).id();
      TaskId other = port.submit(REQUEST).id();

      assertThatThrownBy(() -> assertThat(gateway).billedOnce(id))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "to have billed task " + id + " once, and nothing else for its request")
          .hasMessageContaining("task " + other + ", billed 7 s of 720P");
    }

    @Test
    void a_task_that_was_not_billed(InMemoryTaskQuery gateway) {
      assertThatThrownBy(() -> assertThat(gateway).billedOnce(TaskId.of("asyntask_A")))
          .hasMessageContaining("no submission was received");
    }

    @Test
    void an_unexpected_charge(InMemoryTaskQuery gateway, TaskSubmitPort port) {
      TaskId id = port.submit(REQUEST).id();

      assertThatThrownBy(() -> assertThat(gateway).billedNothing())
          .hasMessageContaining("to have billed nothing, but:")
          .hasMessageContaining("accepted, task " + id);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          duration   | 16    | 400 | fail_to_fetch_task | The duration must be an integer in [3, 15]
          duration   | x     | 400 | fail_to_fetch_task | The duration must be an integer in [3, 15]
          resolution | 480P  | 400 | fail_to_fetch_task | The resolution must be one of 720P, 1080P
          ratio      | 2:1   | 400 | fail_to_fetch_task | The ratio must be one of
          seed       | -1    | 400 | fail_to_fetch_task | The seed must be an integer in
          model      | other | 503 | model_not_found    | No available channel for model other under group default
          """)
  void a_request_that_the_gateway_would_refuse_is_refused(
      String name, String value, int status, String code, String message, TaskSubmitPort port) {
    Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;

    assertThatThrownBy(() -> port.submit(REQUEST.with(name, typed)))
        .isInstanceOfSatisfying(SubmissionRefusedException.class, refused -> {
          assertThat(refused.httpStatus()).isEqualTo(status);
          assertThat(refused.code()).isEqualTo(code);
          assertThat(refused.reason()).contains(message);
        });
  }

  @Test
  void accepts_all_four_kinds_of_requests(InMemoryTaskQuery gateway, TaskSubmitPort port) {
    String url = "https://a.example/b";
    List.of(
            VideoRequest.textToVideo("x"),
            VideoRequest.imageToVideo("x", url),
            VideoRequest.referenceToVideo("x", List.of(url, url, url)),
            VideoRequest.videoEdit("x", url, url))
        .forEach(port::submit);

    assertThat(gateway.ledger().charges()).hasSize(4);
  }

  @Test
  void has_a_URI_that_refuses_connections(FakeHappyHorse gateway) {
    assertThatThrownBy(() -> {
          try (Socket socket =
              new Socket(InetAddress.getLoopbackAddress(), gateway.refusingUri().getPort())) {
            assertThat(socket).isNull();
          }
        })
        .isInstanceOf(SocketException.class);
  }
}
