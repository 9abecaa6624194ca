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

/** The same scripts are read alike over HTTP and in memory, so that neither way through the fake drifts from the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoWaysTest {
  private static final int QUERIES = 12;

  /** In memory, a body is read from the maps that its text is written from: these have every type of value that text can change. */
  static final Map<String, Supplier<TaskScript>> SCRIPTS = Map.of(
      "a success through all states", TwoWaysTest::allStates,
      "a failure in Chinese", () -> TaskScript.failing("任务超时（1440分钟）"),
      "unlisted words, null and nothing", GatewayQuirks::unlistedWords,
      "odd progress", GatewayQuirks::oddProgress,
      "more members", GatewayQuirks::stockExtras,
      "numbers as strings", GatewayQuirks::numbersAsStrings,
      "a link through the gateway", GatewayQuirks::proxyUrl,
      "another task", GatewayQuirks::anotherTask);

  static final List<String> NAMES = SCRIPTS.keySet().stream().sorted().toList();

  /** One of each kind: all faults are described by the same delivery, which is rendered in two ways. */
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
  void a_script_is_read_alike(String name) {
    assertAlike(SCRIPTS.getOrDefault(name, TaskScript::succeeding).get(), QUERIES);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void a_fault_is_the_same_error(Fault fault) {
    assertAlike(TaskScript.succeeding().onEveryQuery(fault), 1);
  }

  private static TaskScript allStates() {
    return TaskScript.succeeding(VideoMode.VIDEO_EDIT)
        .notStarted(Stay.queries(1))
        .submitted(Stay.queries(1))
        .queued(Stay.queries(1))
        .running(Stay.queries(2));
  }

  private void assertAlike(TaskScript script, int queries) {
    InMemoryTaskQuery inMemory = InMemoryTaskQuery.on(VirtualTime.lenient(time.instant()));
    TaskId id = gateway.accept(script);
    inMemory.accept(id, script);

    assertThat(withoutHosts(asked(inMemory, id, queries)))
        .isEqualTo(withoutHosts(asked(overHttp, id, queries)));
  }

  private static String asked(TaskQueryPort tasks, TaskId id, int queries) {
    return IntStream.range(0, queries)
        .mapToObj(query -> ask(tasks, id).toString())
        .collect(Collectors.joining("\n"));
  }

  /** Takes out where videos are: in memory there is no server. */
  private static String withoutHosts(String answers) {
    return answers.replaceAll("https?://[^/]*", "http://host");
  }

  /** Returns everything that an answer says, or the kind of its error and the pause that it asks for. */
  private static Object ask(TaskQueryPort tasks, TaskId id) {
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
