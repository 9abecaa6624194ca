package io.happyhorse.testkit.assertj;

import static io.happyhorse.testkit.GatewayInMemory.ID;
import static io.happyhorse.testkit.assertj.HappyHorseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayInMemory;
import io.happyhorse.testkit.GatewayOverHttp;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HappyHorseAssertionsTest {

  @RegisterExtension
  final GatewayInMemory memory = new GatewayInMemory();

  @RegisterExtension
  final GatewayOverHttp overHttp = GatewayOverHttp.onVirtualTime();

  private final InMemoryTaskQuery gateway = memory.gateway();

  @Nested
  class A_task {
    private final VideoTask succeeded = gateway.query(gateway.accept(TaskScript.succeeding()));
    private final VideoTask failed =
        gateway.query(gateway.accept(ID, TaskScript.failing("InvalidParameter", "Field required")));
    private final VideoTask running =
        gateway.query(gateway.accept(TaskScript.succeeding().running(Stay.queries(1))));

    @Test
    void passes_correct_assertions() {
      assertThat(succeeded).isSucceeded().hasProgress(100).hasLink().hasStatus(TaskStatus.SUCCESS);
      assertThat(failed)
          .isFailed()
          .hasNoLink()
          .hasFailureCode("InvalidParameter")
          .hasFailureMessage("Field required");
      assertThat(running).isPending().hasProgress(50);
    }

    @Test
    void fails_wrong_assertions() {
      assertFails(() -> assertThat(failed).isSucceeded(), "to have the status SUCCESS");
      assertFails(() -> assertThat(running).isFailed(), "to have the status FAILURE");
      assertFails(() -> assertThat(failed).isPending(), "not to have ended");
      assertFails(() -> assertThat(running).hasProgress(51), "to have the progress 51%");
      assertFails(() -> assertThat(running).hasLink(), "to have a link");
      assertFails(() -> assertThat(succeeded).hasNoLink(), "to have no link");
      assertFails(
          () -> assertThat(failed).hasFailureCode("Other"), "to have failed with the code Other");
      assertFails(
          () -> assertThat(failed).hasFailureMessage("Other"),
          "to have failed with the message Other");
      assertFails(() -> assertThat((VideoTask) null).isSucceeded(), "not to be null");
    }

    @Test
    void is_shown_with_its_timeline_by_a_failed_assertion() {
      assertThatThrownBy(() -> assertThat(failed).isSucceeded())
          .isInstanceOf(AssertionError.class)
          .hasMessage(String.format("Expected task asyntask_A to have the status SUCCESS, but:"
              + "%n  2026-04-28T02:37:42Z  submitted"
              + "%n  2026-04-28T02:37:42Z  finished"
              + "%n  2026-04-28T02:37:42Z  observed"
              + "%n  FAILURE 100%%: task failed, code: InvalidParameter, message: Field required"));
    }
  }

  @Nested
  class Queries {
    @Test
    void pass_correct_assertions() {
      gateway.accept(ID, TaskScript.succeeding().queued(Stay.queries(1)));
      memory.queryAfter(0);
      memory.queryAfter(15);

      assertThat(gateway)
          .task(ID)
          .wasQueried(2)
          .wasQueriedAtMost(2)
          .wasQueriedAtLeast(2)
          .wasNotQueriedAfterItEnded()
          .wasQueriedNoMoreOftenThanEvery(Duration.ofSeconds(15))
          .respectedRetryAfter();
    }

    @Test
    void fail_wrong_assertions() {
      gateway.accept(ID, TaskScript.succeeding());
      memory.queryAfter(0);
      memory.queryAfter(15);

      TaskQueriesAssert queries = assertThat(gateway).task(ID);
      assertFails(() -> queries.wasQueried(1), "to be queried once");
      assertFails(() -> queries.wasQueriedAtMost(1), "to be queried at most once");
      assertFails(() -> queries.wasQueriedAtLeast(3), "to be queried at least 3 times");
      assertFails(
          queries::wasNotQueriedAfterItEnded, "not to be queried after its end was reported");
      assertFails(
          () -> queries.wasQueriedNoMoreOftenThanEvery(Duration.ofSeconds(16)),
          "to be queried no more often than every PT16S");
    }

    @Test
    void before_Retry_After_has_passed_fail_the_assertion() {
      gateway.accept(
          ID,
          TaskScript.succeeding().onQuery(1, Fault.status(429).retryAfter(Duration.ofSeconds(20))));
      memory.queryAfter(0);
      memory.queryAfter(15);

      assertThatThrownBy(() -> assertThat(gateway).task(ID).respectedRetryAfter())
          .isInstanceOf(AssertionError.class)
          .hasMessage(String.format(
              "Expected task asyntask_A not to be queried before Retry-After had passed, but query 2 came"
                  + " 5 s too early:"
                  + "%nTask asyntask_A, accepted at 2026-04-28T02:37:42Z, queries: 2"
                  + "%n      +0.000 s    1  HTTP 429, Retry-After PT20S"
                  + "%n     +15.000 s    2  SUCCESS 100%%"));
    }

    @Test
    void for_unknown_tasks_fail_the_assertion() {
      assertThat(gateway).wasQueriedForKnownTasksOnly();
      memory.queryAfter(0);

      assertFails(
          () -> assertThat(gateway).wasQueriedForKnownTasksOnly(), "the unknown task asyntask_A");
    }
  }

  @Test
  void a_leaked_key_fails_the_assertion() throws Exception {
    FakeHappyHorse gatewayOverHttp = overHttp.gateway();
    TaskId id = gatewayOverHttp.accept(TaskScript.succeeding());
    assertThat(gatewayOverHttp).didNotLeakApiKey();

    overHttp.fetch(
        gatewayOverHttp.inMemory().query(id).requireLink().reveal(),
        "Authorization",
        "Bearer " + gatewayOverHttp.apiKey());

    assertFails(
        () -> assertThat(gatewayOverHttp).didNotLeakApiKey(),
        "Expected the API key to be sent only to the gateway, but:");
    assertThatThrownBy(() -> assertThat(gatewayOverHttp).didNotLeakApiKey())
        .hasMessageNotContaining(gatewayOverHttp.apiKey());
  }

  private static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }
}
