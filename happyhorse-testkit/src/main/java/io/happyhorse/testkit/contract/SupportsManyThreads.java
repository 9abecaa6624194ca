package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.always;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    List<TaskId> ids = IntStream.range(0, 100)
        .mapToObj(task -> fixture().gateway().accept(TaskScript.failing("Code" + task, "message")))
        .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> queries = new ArrayList<>();
      ids.forEach(id -> queries.add(() -> id + " "
          + Objects.requireNonNull(fixture().port().query(id).failure()).code()));
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(queries)) {
        results.add(result.get());
      }
      assertEquals(
          IntStream.range(0, 100)
              .mapToObj(task -> ids.get(task) + " Code" + task)
              .toList(),
          results);
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
