package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.ContractFixture.ID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.JournalEntry;
import io.happyhorse.testkit.TaskScript;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends one request to the correct URL, and follows no redirects. */
interface QueriesTheGateway extends PortTests {
  @Test
  default void counts_one_request_for_an_immediate_response() {
    assertEquals(1, fixture().observe(TaskScript.succeeding()).attempts());
    assertEquals(1, fixture().gateway().journal().task(ID).hits());
  }

  @Test
  default void follows_no_redirect() {
    fixture().assertError(WrongEndpointException.class, Fault.redirect());

    assertEquals(List.of(), fixture().gateway().journal().keyLeaks());
  }

  @Test
  default void queries_the_documented_path() {
    fixture().observe(TaskScript.succeeding());

    assertEquals(
        List.of(ID.value()),
        fixture().gateway().journal().entries().stream()
            .map(JournalEntry::taskId)
            .toList());
  }

  @Test
  default void returns_the_origin_of_its_gateway() {
    assertEquals(fixture().gateway().baseUri(), fixture().port().origin());
  }

  @Test
  default void accepts_a_base_URL_with_a_trailing_slash() {
    fixture().gateway().accept(ID, TaskScript.succeeding());
    URI baseUri = URI.create(fixture().gateway().baseUri() + "/");
    TaskQueryPort port = fixture().connect(baseUri, fixture().gateway().apiKey());
    assertTrue(port.query(ID).isSucceeded());
  }
}
