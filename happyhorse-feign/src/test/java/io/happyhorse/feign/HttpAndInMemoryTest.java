package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.VideoMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The same scripts have the same observations over HTTP and in memory, so that both ways of the fake stay consistent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpAndInMemoryTest {
  private static final int QUERIES = 12;

  /**
   * In memory, a body is read from the maps from which its text is written; these scripts have every type of value that the text
   * may change.
   */
  static final Map<String, Supplier<TaskScript>> SCRIPTS = Map.of(
      "a success through all states", HttpAndInMemoryTest::allStates,
      "a failure in Chinese", () -> TaskScript.failing("任务超时（1440分钟）"),
      "unlisted, null and absent statuses", GatewayQuirks::unlistedWords,
      "unusual progress", GatewayQuirks::oddProgress,
      "more members", GatewayQuirks::stockExtras,
      "numbers as strings", GatewayQuirks::numbersAsStrings,
      "a link through the gateway", GatewayQuirks::proxyUrl,
      "another task", GatewayQuirks::anotherTask);

  static final List<String> NAMES = SCRIPTS.keySet().stream().sorted().toList();

  /** One fault of each kind; each is described once and delivered in two ways. */
  static final List<Fault> FAULTS = List.of(
      GatewayErrors.unauthorized(),
      GatewayErrors.proxyPage(502),
      GatewayErrors.emptyBody(),
      Fault.response(
          200, "application/json", "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}"),
      GatewayErrors.error(429, "您已达到请求数限制").retryAfter(Duration.ofSeconds(20)),
      Fault.status(503).retryAfterAsDate(Duration.ofSeconds(20)),
      Fault.status(503).retryAfterText("soon"),
      Fault.redirect(),
      Fault.contentType("text/html"),
      Fault.truncatedBody(),
      Fault.oversizedBody(),
      Fault.connectionReset(),
      Fault.delay(Duration.ofMillis(50)),
      Fault.slowBody(Duration.ofMillis(50)));

  private final VirtualTime time = VirtualTime.lenient(Instant.ofEpochSecond(1_777_343_862));
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final TaskQueryPort overHttp = FeignTaskQuery.builder(gateway.apiKey())
      .baseUrl(gateway.baseUri().toString())
      .time(time)
      .build();

  @AfterAll
  void stop() {
    gateway.close();
    time.close();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void a_script_has_the_same_observations(String name) {
    assertSame(SCRIPTS.getOrDefault(name, TaskScript::succeeding).get(), QUERIES);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void a_fault_causes_the_same_error(Fault fault) {
    assertSame(TaskScript.succeeding().onEveryQuery(fault), 1);
  }

  private static TaskScript allStates() {
    return TaskScript.succeeding(VideoMode.VIDEO_EDIT)
        .notStarted(Stay.queries(1))
        .submitted(Stay.queries(1))
        .queued(Stay.queries(1))
        .running(Stay.queries(2));
  }

  private void assertSame(TaskScript script, int queries) {
    try (VirtualTime another = VirtualTime.lenient(time.instant())) {
      InMemoryTaskQuery inMemory = InMemoryTaskQuery.on(another);
      TaskId id = gateway.accept(script);
      inMemory.accept(id, script);

      assertThat(withoutHosts(results(inMemory, id, queries)))
          .isEqualTo(withoutHosts(results(overHttp, id, queries)));
    }
  }

  private static String results(TaskQueryPort tasks, TaskId id, int queries) {
    return IntStream.range(0, queries)
        .mapToObj(query -> result(tasks, id).toString())
        .collect(Collectors.joining("\n"));
  }

  /** Removes the hosts of the videos, since there is no server in memory. */
  private static String withoutHosts(String results) {
    return results.replaceAll("https?://[^/]*", "http://host");
  }

  /** Returns all values of an observation, or the type of the error with its status and Retry-After. */
  private static Object result(TaskQueryPort tasks, TaskId id) {
    try {
      VideoTask task = tasks.query(id);
      return List.of(
          task.rawStatus(),
          String.valueOf(task.action()),
          task.progress(),
          task.link() == null ? "no link" : task.link().reveal(),
          task.failure() == null ? "no failure" : task.failure().raw(),
          task.timeline(),
          String.valueOf(task.requestId()),
          task.upstream() == null
              ? "no report"
              : List.of(
                  String.valueOf(task.upstream().taskId()),
                  String.valueOf(task.upstream().status()),
                  String.valueOf(task.upstream().submittedAt()),
                  String.valueOf(task.upstream().scheduledAt()),
                  String.valueOf(task.upstream().endedAt()),
                  String.valueOf(task.upstream().prompt()),
                  String.valueOf(task.upstream().requestId()),
                  String.valueOf(task.upstream().usage())),
          task.observedAt(),
          String.valueOf(task.rawJson()));
    } catch (QueryException error) {
      return error.getClass().getSimpleName() + " " + error.httpStatus() + " " + error.retryAfter();
    }
  }
}
