package io.happyhorse.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FakeBenchmarkTest {
  private static final int TASKS = 3;

  @Nested
  class Tasks_are_returned_by {
    @Test
    void the_fake_gateway() throws IOException {
      check(HappyHorseServer.start(TASKS));
    }

    @Test
    void a_transformer_of_wiremock() throws IOException {
      check(WireMockBaseline.transformer(TASKS));
    }

    @Test
    void scenarios_of_wiremock() throws IOException {
      check(WireMockBaseline.scenarios(TASKS));
    }

    @Test
    void mockwebserver() throws IOException {
      check(OkHttpServer.start(TASKS));
    }

    @Test
    void mockwebserver_without_delay() throws IOException {
      check(OkHttpServer.withoutDelay(TASKS));
    }

    private void check(MeasuredServer started) throws IOException {
      try (MeasuredServer server = started;
          QueryConnection connection = new QueryConnection(server)) {
        assertThat(server.paths()).hasSize(TASKS);
        for (String path : server.paths()) {
          String id = path.substring(TaskResponses.PREFIX.length());
          assertThat(connection.query(path)).startsWith("{\"code\":\"success\"").contains(id);
          assertThat(connection.query(path)).contains("IN_PROGRESS");
        }
      }
    }
  }
}
