package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskOutcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the key nor the query of a signed URL appears at any level of any logger or in any message or text. */
@ResourceLock("java.util.logging.root.level") // set for the whole process
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

  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final CannedGateway gateway = new CannedGateway();
  private final FeignTaskQuery tasks =
      FeignTaskQuery.builder(KEY).baseUrl(gateway.url()).time(time).build();

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
    time.close();
  }

  @Test
  void stay_hidden_whatever_the_gateway_sends() {
    StringBuilder texts = new StringBuilder(tasks.toString());
    for (FixturesTest.Fixture fixture : FixturesTest.FIXTURES) {
      texts.append(textOfResponse(fixture.status(), fixture.headers(), marked(fixture.body())));
    }
    for (int status : new int[] {200, 400, 401, 403, 404, 422, 429, 500, 502}) {
      String echo = "Bearer " + KEY + " is for " + URL;
      texts.append(textOfResponse(status, Map.of(), echo));
      texts.append(textOfResponse(
          status, Map.of("X-Oneapi-Request-Id", KEY), "{\"message\":\"" + echo + "\"}"));
    }

    assertThat(logged.toString()).contains("asyntask_A").doesNotContain(KEY, SIGNATURE);
    assertThat(texts.toString()).contains("asyntask_A").doesNotContain(KEY, SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: %s\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\n%s\r\n\r\n{}",
        "HTTP/1.1 %s\r\n\r\n",
        "%s\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n"
      })
  void stay_hidden_if_a_response_is_not_valid_HTTP(String response) throws Exception {
    byte[] bytes =
        response.formatted("Bearer " + KEY + " " + URL).getBytes(StandardCharsets.ISO_8859_1);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      new Thread(() -> {
            while (isServed(server, bytes)) {
              Thread.onSpinWait();
            }
          })
          .start();
      FeignTaskQuery client = FeignTaskQuery.builder(KEY)
          .baseUrl("http://127.0.0.1:" + server.getLocalPort())
          .time(time)
          .build();

      QueryException error = catchThrowableOfType(QueryException.class, () -> client.query(ID));

      assertThat(textOf(error)).contains("asyntask_A").doesNotContain(KEY, SIGNATURE);
      assertThat(logged)
          .filteredOn(line -> !line.contains("jdk.internal.net.http")) // logs what it cannot parse
          .noneMatch(line -> line.contains(KEY) || line.contains(SIGNATURE));
    }
  }

  /** Responds to one request; returns false if the server is closed. */
  private static boolean isServed(ServerSocket server, byte[] response) {
    try (Socket socket = server.accept()) {
      int read = socket.getInputStream().read(new byte[4_096]);
      socket.getOutputStream().write(response, 0, read > 0 ? response.length : 0);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void stay_hidden_if_a_transport_or_an_observer_fails() {
    FeignTaskQuery client = FeignTaskQuery.builder(KEY)
        .time(time)
        .observer(id -> {
          throw new IllegalStateException(KEY);
        })
        .transport((request, options) -> {
          IllegalStateException error = new IllegalStateException("odd");
          error.addSuppressed(new IOException(request.headers() + " " + URL));
          throw error;
        })
        .build();

    QueryException error = catchThrowableOfType(QueryException.class, () -> client.query(ID));

    assertThat(textOf(error)).contains("asyntask_A", "odd").doesNotContain(KEY, SIGNATURE);
    assertThat(logged.toString()).contains("observer").doesNotContain(KEY, SIGNATURE);
  }

  /** Puts the marked URL and the key wherever a body has a link, a message or an id. */
  private static String marked(byte[] body) {
    return new String(body, StandardCharsets.UTF_8)
        .replaceAll("https://h/[^\"]*", URL)
        .replaceAll("\"message\":\"", "\"message\":\"" + KEY + " " + URL + " ")
        .replaceAll("\"fail_reason\":\"(?!http)", "\"fail_reason\":\"" + KEY + " " + URL + " ")
        .replaceAll(
            "\"(status|task_status|action|progress)\":\"(?!S|F)",
            "\"$1\":\"" + KEY + " " + URL + " ");
  }

  private String textOfResponse(int status, Map<String, String> headers, String body) {
    try (CannedGateway server = new CannedGateway()) {
      server.responds(status, headers, body);
      FeignTaskQuery client =
          FeignTaskQuery.builder(KEY).baseUrl(server.url()).time(time).build();
      VideoTask task = client.query(ID);
      return Stream.of(
              task,
              task.link(),
              task.failure(),
              task.upstream(),
              task.action(),
              task.progress(),
              new TaskOutcome.Finished(task))
          .map(String::valueOf)
          .collect(Collectors.joining(" "));
    } catch (QueryException error) {
      return textOf(error);
    }
  }

  private static String textOf(QueryException error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text, true));
    return text + " " + error.details();
  }
}
