package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Neither the key nor the query of a signed URL is to be seen, at any level of any logger, in any message or text. */
class SecretsTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "marked-key-3141592653";
  private static final String SIGNATURE = "marked-signature-2718281828";
  private static final String URL = "https://h/v.mp4?Expires=1&Signature=" + SIGNATURE;

  private final Logger root = Logger.getLogger("");
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Level levelBefore = root.getLevel();
  private final Handler everything = new Handler() {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord line) {
      logged.add(formatter.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  private final CannedGateway gateway = new CannedGateway();
  private final FeignTaskQuery tasks = FeignTaskQuery.builder()
      .baseUrl(gateway.url())
      .apiKey(KEY)
      .time(VirtualTime.autoAdvancing(Instant.parse("2026-04-28T02:37:42Z")))
      .build();

  @BeforeEach
  void listen() {
    everything.setLevel(Level.ALL);
    root.setLevel(Level.ALL);
    root.addHandler(everything);
  }

  @AfterEach
  void stop() {
    root.removeHandler(everything);
    root.setLevel(levelBefore);
    gateway.close();
  }

  @Test
  void stay_out_of_sight_whatever_the_gateway_answers() {
    StringBuilder shown = new StringBuilder(tasks.toString());
    for (FixturesTest.Fixture fixture : FixturesTest.FIXTURES) {
      shown.append(textOfAnswer(fixture.status(), fixture.headers(), marked(fixture.body())));
    }
    for (int status : new int[] {200, 400, 401, 403, 404, 422, 429, 500, 502}) {
      String echo = "Bearer " + KEY + " is for " + URL;
      shown.append(textOfAnswer(status, Map.of(), echo));
      shown.append(textOfAnswer(
          status, Map.of("X-Oneapi-Request-Id", KEY), "{\"message\":\"" + echo + "\"}"));
    }

    assertThat(logged.toString()).contains("asyntask_A").doesNotContain(KEY, SIGNATURE);
    assertThat(shown.toString()).contains("asyntask_A").doesNotContain(KEY, SIGNATURE);
  }

  /** Puts the marked URL and the key wherever a body has a link, a message or an id. */
  private static String marked(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .replaceAll("https://h/[^\"]*", URL)
        .replaceAll("\"message\":\"", "\"message\":\"" + KEY + " " + URL + " ")
        .replaceAll("\"fail_reason\":\"task", "\"fail_reason\":\"" + URL + " task");
  }

  private String textOfAnswer(int status, Map<String, String> headers, String body) {
    try (CannedGateway own = new CannedGateway()) {
      own.answers(status, headers, body);
      FeignTaskQuery asking =
          FeignTaskQuery.builder().baseUrl(own.url()).apiKey(KEY).tries(1).build();
      VideoTask task = asking.query(ID);
      return task + " " + task.link() + " " + task.failure() + " " + task.upstream();
    } catch (QueryException error) {
      StringWriter text = new StringWriter();
      error.printStackTrace(new PrintWriter(text, true));
      return text + " " + error.evidence();
    }
  }
}
