package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.always;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Supports many threads, and many consecutive failures. */
interface SupportsManyThreads extends PortTests {
  @Test
  default void supports_concurrent_calls() throws Exception {
    List<String> codes = IntStream.range(0, 100).mapToObj(task -> "Code" + task).toList();
    List<Callable<String>> queries = new ArrayList<>();
    for (String code : codes) {
      TaskId id = fixture().gateway().accept(TaskScript.failing(code, "message"));
      queries.add(() ->
          String.valueOf(requireNonNull(fixture().port().query(id).failure()).code()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<String> failures = new ArrayList<>();
      for (Future<String> failure : threads.invokeAll(queries)) {
        failures.add(failure.get());
      }
      assertEquals(codes, failures);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  default void supports_many_consecutive_failures() {
    TaskId id = fixture().gateway().accept(always(GatewayErrors.panic()));
    TaskId page = fixture().gateway().accept(always(GatewayErrors.proxyPage(502)));
    for (int query = 0; query < 50; query++) {
      assertThrows(QueryException.class, () -> fixture().port().query(id));
      assertThrows(QueryException.class, () -> fixture().port().query(page));
    }

    assertTrue(fixture().observe(TaskScript.succeeding()).isSucceeded());
  }
}
