package io.happyhorse.testkit.assertj;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.FakeGateway;
import io.happyhorse.testkit.Journal;
import io.happyhorse.testkit.Ledger;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about the requests to a fake gateway. Each of them but {@link #task} returns this object. Not thread-safe. */
public final class GatewayAssert extends AbstractAssert<GatewayAssert, FakeGateway> {
  GatewayAssert(@Nullable FakeGateway actual) {
    super(actual, GatewayAssert.class);
  }

  /** Returns assertions about the queries for one task. */
  public TaskQueriesAssert task(TaskId id) {
    return new TaskQueriesAssert(journal().task(id));
  }

  /** Verifies that the API key was sent only in the header of requests to the gateway: to no other origin and in no URL. */
  public GatewayAssert didNotLeakApiKey() {
    return isEmpty("the API key to be sent only to the gateway", journal().keyLeaks());
  }

  /** Verifies that every query was for a task that was accepted. */
  public GatewayAssert wasQueriedForKnownTasksOnly() {
    return isEmpty("queries for known tasks only", journal().unknownQueries());
  }

  /** Verifies that a task was billed exactly once and not refunded, and that no other task was billed for the same request. */
  public GatewayAssert billedOnce(TaskId id) {
    isNotNull();
    List<Ledger.Charge> own =
        notRefunded().stream().filter(charge -> charge.taskId().equals(id)).toList();
    boolean once = own.size() == 1
        && notRefunded().stream()
                .filter(charge -> charge.requestDigest().equals(own.get(0).requestDigest()))
                .count()
            == 1;
    return billed(once, "to have billed task " + id + " once, and nothing else for its request");
  }

  /** Verifies that nothing was billed, except refunded charges. */
  public GatewayAssert billedNothing() {
    isNotNull();
    return billed(notRefunded().isEmpty(), "to have billed nothing");
  }

  private List<Ledger.Charge> notRefunded() {
    return ledger().charges().stream().filter(charge -> !charge.refunded()).toList();
  }

  private Ledger ledger() {
    return Objects.requireNonNull(actual).ledger();
  }

  private GatewayAssert billed(boolean holds, String expectation) {
    if (!holds) {
      throw failure(
          "%s",
          "Expected the gateway " + expectation + ", but:" + System.lineSeparator()
              + ledger().summary());
    }
    return this;
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
