package io.happyhorse.examples.benchmarks.peers.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.ObjectMapper;

class TrialTest {
  private static final long BEGUN = 1_777_343_862_000_000L;
  private static final TaskPlan PLAN = new TaskPlan(10, 15_000, 15_001, 1);
  private static final String ID = PLAN.ids().get(3);

  @Nested
  class Without_faults {
    private final Trial trial = new Trial(PLAN, FaultPlan.NONE, BEGUN);

    @ParameterizedTest
    @CsvSource({
      "GATEWAY, 14999, /data/status, IN_PROGRESS",
      "GATEWAY, 15000, /data/status, SUCCESS",
      "GATEWAY, 15000, /data/finish_time, 1777343877",
      "DASHSCOPE, 14999, /output/task_status, RUNNING",
      "DASHSCOPE, 15000, /output/task_status, SUCCEEDED",
    })
    void both_protocols_report_the_end_at_the_same_time(
        Dialect dialect, long millis, String path, String value) {
      Response response = trial.respond(dialect, ID, at(millis));

      assertThat(new ObjectMapper().readTree(body(response)).at(path).asString())
          .isEqualTo(value);
    }

    @Test
    void the_tasks_of_the_warm_up_have_ended_and_are_not_counted() {
      Response response = trial.respond(Dialect.GATEWAY, TaskPlan.warmUpIds(1).get(0), at(0));

      assertThat(body(response)).contains("SUCCESS");
      assertThat(trial.requests()).isZero();
    }
  }

  @Nested
  class In_an_outage {
    private final Trial trial = new Trial(PLAN, new FaultPlan(0, 0, 5_000, 1_000, 1), BEGUN);

    @Test
    void responds_with_503_and_counts_the_requests() {
      trial.respond(Dialect.GATEWAY, ID, at(4_999));
      Response response = trial.respond(Dialect.GATEWAY, ID, at(5_000));

      assertThat(text(response)).startsWith("HTTP/1.1 503 ");
      assertThat(trial.requests()).isEqualTo(2);
      assertThat(trial.requestsInOutage()).isEqualTo(1);
    }
  }

  private static long at(long millis) {
    return BEGUN + millis * Micros.PER_MILLI;
  }

  private static String body(Response response) {
    String text = text(response);
    return text.substring(text.indexOf("\r\n\r\n"));
  }

  private static String text(Response response) {
    return StandardCharsets.UTF_8.decode(response.bytes().duplicate()).toString();
  }
}
