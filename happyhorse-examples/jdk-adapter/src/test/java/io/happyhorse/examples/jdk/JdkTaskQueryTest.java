package io.happyhorse.examples.jdk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import org.junit.jupiter.api.Test;

class JdkTaskQueryTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return new JdkTaskQuery(baseUri, apiKey);
  }

  @Test
  void does_not_show_the_key_if_an_invalid_response_contains_it() throws Exception {
    try (InvalidServer server = new InvalidServer("sk-jdkSecret")) {
      TaskQueryPort port = new JdkTaskQuery(server.uri(), "sk-jdkSecret");

      NetworkException error =
          assertThrows(NetworkException.class, () -> port.query(TaskId.of("asyntask_A")));

      StringWriter shown = new StringWriter();
      error.printStackTrace(new PrintWriter(shown, true));
      assertFalse(shown.toString().contains("sk-jdkSecret"), "the API key is shown");
    }
  }
}
