package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import org.junit.jupiter.api.Test;

/** Reports a connection that is refused or broken. */
interface ReportsBrokenConnections extends PortTests {
  @Test
  default void reports_a_broken_connection() {
    fixture().assertError(NetworkException.class, Fault.connectionReset());
  }

  @Test
  default void reports_a_refused_connection() {
    FakeHappyHorse gateway = fixture().gateway();
    TaskQueryPort adapter = fixture().connect(gateway.refusingUri(), gateway.apiKey());

    QueryException error = assertThrows(NetworkException.class, () -> adapter.query(ID));

    assertEquals(ID, error.taskId());
    assertNull(error.httpStatus());
  }

  @Test
  default void reports_a_truncated_body() {
    fixture().assertError(NetworkException.class, Fault.truncatedBody());
  }
}
