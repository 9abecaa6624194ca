package io.happyhorse.testkit.assertj;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeGateway;
import io.happyhorse.testkit.Journal;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about what a fake gateway was asked. Not thread-safe. */
public final class GatewayAssert extends AbstractAssert<GatewayAssert, FakeGateway> {
  GatewayAssert(@Nullable FakeGateway actual) {
    super(actual, GatewayAssert.class);
  }

  /**
   * Goes on to one task.
   *
   * @param id the task
   * @return what can be asserted about the queries for it
   */
  public TaskQueriesAssert task(TaskId id) {
    return new TaskQueriesAssert(journal().task(id));
  }

  /**
   * Verifies that the API key turned up nowhere but in the header of queries: at no other origin, in no URL.
   *
   * @return this
   */
  public GatewayAssert didNotLeakApiKey() {
    return isEmpty("the API key to go to the gateway alone", journal().keyLeaks());
  }

  /**
   * Verifies that every query was for a task that was accepted.
   *
   * @return this
   */
  public GatewayAssert wasAskedForKnownTasksOnly() {
    return isEmpty("queries for known tasks only", journal().unknownQueries());
  }

  private Journal journal() {
    isNotNull();
    return Objects.requireNonNull(actual).journal();
  }

  private GatewayAssert isEmpty(String expectation, List<String> stories) {
    if (!stories.isEmpty()) {
      throw failure(
          "%s",
          "Expected " + expectation + ", but:" + System.lineSeparator() + "  "
              + String.join(System.lineSeparator() + "  ", stories));
    }
    return this;
  }
}
