package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shows neither the API key nor a signed link. */
interface HidesSecrets extends PortTests {
  @Test
  default void no_error_shows_the_key_or_a_signed_link() {
    String echo = "key " + fixture().gateway().apiKey() + " https://h/v.mp4?Signature=secret";
    for (Fault fault : List.of(
        GatewayErrors.error(401, echo),
        GatewayErrors.error(500, echo),
        Fault.response(502, "text/html", "<html>" + echo + "</html>"),
        Fault.response(200, "text/plain", echo),
        Fault.connectionReset(),
        Fault.truncatedBody())) {
      StringWriter shown = new StringWriter();
      fixture()
          .assertError(QueryException.class, fault)
          .printStackTrace(new PrintWriter(shown, true));
      assertHidesSecrets(shown.toString());
    }
  }

  @Test
  default void does_not_show_the_key_in_other_texts() {
    assertHidesSecrets(fixture().port().toString());
    assertHidesSecrets(fixture().observe(TaskScript.succeeding()).toString());
    assertEquals(List.of(), fixture().gateway().journal().keyLeaks());
  }

  private void assertHidesSecrets(String text) {
    assertFalse(text.contains(fixture().gateway().apiKey()), "the API key is shown");
    assertFalse(text.contains("Signature="), "a signed link is shown");
  }
}
