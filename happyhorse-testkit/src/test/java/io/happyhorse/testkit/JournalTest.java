package io.happyhorse.testkit;

import static io.happyhorse.testkit.GatewayInMemory.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalTest {

  @RegisterExtension
  final GatewayInMemory memory = new GatewayInMemory();

  private final InMemoryTaskQuery gateway = memory.gateway();

  @Test
  void has_the_timeline_of_a_task() {
    gateway.accept(
        ID,
        TaskScript.succeeding()
            .queued(Stay.queries(1))
            .onQuery(2, Fault.connectionReset())
            .onQuery(3, Fault.status(503).retryAfter(Duration.ofSeconds(20)))
            .onQuery(4, Fault.delay(Duration.ofMillis(1_500))));
    for (int request = 0; request < 5; request++) {
      memory.queryAfter(15);
    }

    assertThat(gateway.journal().task(ID).timeline().lines())
        .containsExactly(
            "Task asyntask_A, accepted at 2026-04-28T02:37:42Z, queries: 5",
            "     +15.000 s    1  QUEUED 20%",
            "     +30.000 s    2  connection reset",
            "     +45.000 s    3  HTTP 503, Retry-After PT20S",
            "     +60.000 s    4  SUCCESS 100%, response delayed by PT1.5S",
            "     +76.500 s    5  SUCCESS 100% (needless)");
  }

  @Test
  void counts_queries_after_the_end_was_reported() {
    gateway.accept(ID, TaskScript.succeeding().onQuery(1, GatewayErrors.panic()));
    memory.queryAfter(0); // the end was not reported
    memory.queryAfter(0);
    assertThat(gateway.journal().task(ID).queriesAfterEnd()).isZero();

    memory.queryAfter(0);

    assertThat(gateway.journal().task(ID).queriesAfterEnd()).isEqualTo(1);
  }

  @Test
  void does_not_count_an_end_that_a_client_cannot_read() {
    for (TaskScript script : List.of(
        GatewayQuirks.successWithoutUrl(),
        GatewayQuirks.anotherTask(),
        TaskScript.succeeding().edited(data -> data.put("status", "EXPIRED")),
        TaskScript.succeeding().onEveryQuery(Fault.delay(Duration.ofMinutes(1))))) {
      TaskId id = gateway.accept(script);
      for (int query = 0; query < 2; query++) {
        try {
          assertThat(gateway.query(id, Duration.ofSeconds(30)).link()).isNull();
        } catch (QueryException expected) {
          assertThat(expected.taskId()).isEqualTo(id);
        }
      }
      assertThat(gateway.journal().task(id).queriesAfterEnd()).isZero();
    }
  }

  @Test
  void records_queries_before_Retry_After_has_passed() {
    gateway.accept(
        ID,
        TaskScript.succeeding()
            .onQuery(1, GatewayErrors.tooManyRequests().retryAfter(Duration.ofSeconds(20)))
            .onQuery(2, GatewayErrors.tooManyRequests().retryAfterAsDate(Duration.ofSeconds(20))));
    memory.queryAfter(0);
    memory.queryAfter(20);
    assertThat(gateway.journal().task(ID).queryDuringRetryAfter()).isNull();

    memory.queryAfter(19);

    assertThat(gateway.journal().task(ID).queryDuringRetryAfter())
        .isEqualTo("query 3 came 1 s too early");
  }

  @Test
  void keeps_the_last_ten_thousand_requests_and_counts_them_all() {
    gateway.accept(ID, TaskScript.succeeding().queued(Stay.queries(10_500)));
    for (int request = 0; request < 10_500; request++) {
      memory.queryAfter(0);
    }

    assertThat(gateway.journal().entries()).hasSize(10_000);
    assertThat(gateway.journal().entries().get(0).query()).isEqualTo(501);
    assertThat(gateway.journal().task(ID).queries()).isEqualTo(10_500);
  }

  @Test
  void refuses_a_task_that_was_not_accepted() {
    assertThatThrownBy(() -> gateway.journal().task(ID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no task asyntask_A: accept it first.");
  }
}
