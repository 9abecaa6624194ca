package io.happyhorse.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.TaskStatus;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.JournalEntry;
import io.happyhorse.testkit.TaskScript;
import io.happyhorse.testkit.VideoMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every implementation of {@link TaskQueryPort} over HTTP keeps to, as tests. An adapter proves itself with one short class:
 *
 * <pre>{@code
 * class OkHttpTaskQueryTest extends TaskQueryPortContract {
 *   @Override
 *   protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
 *     return new OkHttpTaskQuery(baseUri, apiKey);
 *   }
 * }
 * }</pre>
 *
 * <p>It needs JUnit and nothing else. The whole suite takes a few seconds: answers that never come have to be waited for.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class TaskQueryPortContract {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  private static final TaskId ID = TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration TOLERANCE = Duration.ofMillis(100);
  private static final int MEASUREMENTS = 10;

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final List<TaskQueryPort> adapters = new ArrayList<>();

  /** Makes the contract; JUnit does. */
  protected TaskQueryPortContract() {}

  /**
   * Returns the adapter that is to prove itself.
   *
   * @param baseUri where the gateway is
   * @param apiKey the key it accepts
   * @param time what the adapter's own pauses, if it has any, are to pass in; they cost nothing then
   * @return a fresh adapter; it is closed after the test if it can be
   */
  protected abstract TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time);

  @AfterEach
  void close() throws Exception {
    time.close();
    gateway.close();
    for (TaskQueryPort adapter : adapters) {
      if (adapter instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  @Test
  void reads_a_task_that_has_not_started() {
    VideoTask task = answerTo(TaskScript.succeeding().notStartedForQueries(1));

    assertEquals(TaskStatus.NOT_START, task.status());
    assertEquals("0%", task.progress().text());
    assertFalse(task.isFinished());
  }

  @Test
  void reads_SUBMITTED_which_the_vendor_does_not_list() {
    assertEquals(
        TaskStatus.SUBMITTED,
        answerTo(TaskScript.succeeding().submittedForQueries(1)).status());
  }

  @Test
  void reads_a_queued_task() {
    assertEquals(
        TaskStatus.QUEUED, answerTo(TaskScript.succeeding().queuedForQueries(1)).status());
  }

  @Test
  void reads_a_running_task_with_its_progress() {
    VideoTask task = answerTo(TaskScript.succeeding().runningForQueries(1, "70%"));

    assertEquals(TaskStatus.IN_PROGRESS, task.status());
    assertEquals(70, task.progress().percent().orElse(-1));
    assertNull(task.link());
  }

  @Test
  void reads_a_success_with_its_link() {
    VideoTask task = answerTo(TaskScript.succeeding());

    assertTrue(task.isSucceeded());
    assertEquals(START.plus(Duration.ofHours(24)), task.requireLink().expiresAt());
  }

  @Test
  void leaves_a_link_as_it_is_character_for_character() {
    assertTrue(
        answerTo(TaskScript.succeeding())
            .requireLink()
            .reveal()
            .toString()
            .endsWith("&OSSAccessKeyId=FAKE&Signature=ZmFrZQ%2Bc2ln%3D"),
        "a signature does not survive decoding or encoding");
  }

  @Test
  void reads_when_a_task_moved_and_takes_0_for_not_yet() {
    VideoTask task = answerTo(TaskScript.succeeding().queuedForQueries(1));

    assertEquals(START, task.timeline().submittedAt());
    assertNull(task.timeline().startedAt());
    assertNull(task.timeline().finishedAt());
  }

  @Test
  void reads_the_upstreams_report() {
    VideoTask task = answerTo(TaskScript.succeeding(VideoMode.VIDEO_EDIT));

    assertNotNull(task.upstream());
    Usage usage = Objects.requireNonNull(Objects.requireNonNull(task.upstream()).usage());
    assertEquals(720, usage.resolution());
    assertEquals("10", String.valueOf(usage.duration()));
    assertNull(usage.ratio());
  }

  @Test
  void reads_numbers_in_strings() {
    VideoTask task = answerTo(GatewayQuirks.numbersAsStrings());

    Usage usage = Objects.requireNonNull(Objects.requireNonNull(task.upstream()).usage());
    assertEquals(720, usage.resolution());
    assertEquals("5.04", String.valueOf(usage.duration()));
  }

  @Test
  void reads_JSON_that_is_sent_as_HTML() {
    assertTrue(answerTo(TaskScript.succeeding().onEveryQuery(Fault.contentType("text/html")))
        .isSucceeded());
  }

  @Test
  void reads_a_flat_body() {
    VideoTask task = answerTo(TaskScript.succeeding()
        .onEveryQuery(answer(
            "{'id':'" + ID + "','status':'completed','progress':100,'video_url':'https://h/v'}")));

    assertTrue(task.isSucceeded());
    assertEquals("https://h/v", task.requireLink().reveal().toString());
  }

  @Test
  void reads_times_in_milliseconds() {
    VideoTask task =
        answerWith("{'code':'success','data':{'status':'QUEUED','submit_time':1777343862000}}");

    assertEquals(START, task.timeline().submittedAt());
  }

  @Test
  void reads_a_failure_whose_reason_is_an_object_or_JSON_in_a_text() {
    for (String reason :
        List.of("{'code':'X','message':'why'}", "'{\\'code\\':\\'X\\',\\'message\\':\\'why\\'}'")) {
      VideoTask task =
          answerWith("{'code':'success','data':{'status':'FAILURE','fail_reason':" + reason + "}}");

      assertEquals("X", Objects.requireNonNull(task.failure()).code());
      assertEquals("why", Objects.requireNonNull(task.failure()).message());
    }
  }

  @Test
  void stumbles_over_nothing_in_the_upstreams_report() {
    for (String report : List.of(
        "{'a':1,'a':2}",
        "{'usage':{'SR':NaN,'duration':-Infinity}}",
        "[{'a':1,'a':2},7]",
        "'text'")) {
      assertEquals(
          TaskStatus.QUEUED,
          answerWith("{'code':'success','data':{'status':'QUEUED','data':" + report + "}}")
              .status(),
          report);
    }
  }

  /** Returns the answer with a body, quotes written as apostrophes. */
  private VideoTask answerWith(String json) {
    return port().query(gateway.accept(TaskScript.succeeding().onEveryQuery(answer(json))));
  }

  private static Fault answer(String json) {
    return Fault.answer(200, "application/json", json.replace('\'', '"'));
  }

  @Test
  void reads_the_request_that_created_the_task() {
    assertNotNull(answerTo(TaskScript.succeeding()).requestId());
  }

  @Test
  void takes_a_link_that_stands_inside_only() {
    assertNotNull(answerTo(GatewayQuirks.urlOnlyInside()).link());
  }

  @Test
  void takes_a_link_that_stands_in_fail_reason_only() {
    assertNotNull(answerTo(GatewayQuirks.urlOnlyInFailReason()).link());
  }

  @Test
  void takes_a_success_without_a_link_for_what_it_is() {
    VideoTask task = answerTo(GatewayQuirks.successWithoutUrl());

    assertTrue(task.isSucceeded());
    assertNull(task.link());
  }

  @Test
  void reads_a_failure_with_its_code_and_its_message() {
    VideoTask task = answerTo(TaskScript.failing("InvalidParameter", "Field required"));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("InvalidParameter", Objects.requireNonNull(task.failure()).code());
    assertEquals("Field required", Objects.requireNonNull(task.failure()).message());
    assertNull(task.link());
  }

  @Test
  void reads_a_failure_without_a_reason() {
    VideoTask task = answerTo(TaskScript.failing(""));

    assertEquals(TaskStatus.FAILURE, task.status());
    assertEquals("", Objects.requireNonNull(task.failure()).raw());
  }

  @Test
  void reads_a_failure_in_Chinese() {
    assertEquals(
        "任务超时（1440分钟）",
        Objects.requireNonNull(answerTo(TaskScript.failing("任务超时（1440分钟）")).failure())
            .raw());
  }

  @Test
  void takes_the_text_of_a_failure_for_no_link() {
    assertNull(answerTo(GatewayQuirks.stockFailure()).link());
  }

  @Test
  void lets_the_outer_status_win() {
    gateway.accept(ID, GatewayQuirks.staleInnerStatus());

    assertEquals(TaskStatus.IN_PROGRESS, port().query(ID).status());
    assertEquals(TaskStatus.FAILURE, port().query(ID).status());
  }

  @Test
  void takes_no_unlisted_word_for_an_end() {
    gateway.accept(ID, GatewayQuirks.unlistedWords());

    for (int query = 0; query < 5; query++) {
      assertEquals(TaskStatus.OTHER, port().query(ID).status());
    }
    assertTrue(port().query(ID).isSucceeded());
  }

  @Test
  void keeps_an_unlisted_word() {
    assertEquals("queueing", answerTo(GatewayQuirks.unlistedWords()).rawStatus());
  }

  @Test
  void stumbles_over_no_progress() {
    gateway.accept(ID, GatewayQuirks.oddProgress());

    for (int query = 0; query < 8; query++) {
      assertEquals(TaskStatus.IN_PROGRESS, port().query(ID).status());
    }
  }

  @Test
  void ignores_members_that_it_does_not_know() {
    assertEquals(TaskStatus.IN_PROGRESS, answerTo(GatewayQuirks.stockExtras()).status());
  }

  @Test
  void reads_a_step_back() {
    gateway.accept(ID, GatewayQuirks.backToQueued());

    assertEquals(
        List.of(TaskStatus.IN_PROGRESS, TaskStatus.QUEUED, TaskStatus.IN_PROGRESS),
        IntStream.range(0, 3).mapToObj(query -> port().query(ID).status()).toList());
  }

  @Test
  void judges_by_the_gateways_clock() {
    time.advance(Duration.ofDays(30));

    assertEquals(time.instant(), answerTo(TaskScript.succeeding()).observedAt());
  }

  @Test
  void keeps_the_raw_text_of_an_end() {
    String text =
        answerTo(TaskScript.succeeding().edited(data -> data.put("seed", 42))).rawJson();

    assertTrue(text != null && text.contains("\"seed\":42"), "nothing is hidden from the caller");
  }

  @Test
  void counts_one_request_for_an_answer_at_once() {
    assertEquals(1, answerTo(TaskScript.succeeding()).attempts());
    assertEquals(1, gateway.journal().task(ID).hits());
  }

  @Test
  void takes_no_other_tasks_answer() {
    assertError(MalformedResponseException.class, GatewayQuirks.anotherTask());
  }

  @Test
  void says_that_the_key_is_refused() {
    assertError(UnauthorizedException.class, Fault.keyRefused());
    assertError(UnauthorizedException.class, Fault.keyRefusedAsDocumented());
    assertError(
        UnauthorizedException.class, Fault.dashboardError(401, "AUTH_UNAUTHORIZED", "no such key"));
    assertError(UnauthorizedException.class, Fault.status(401));
  }

  @Test
  void says_that_the_key_is_refused_when_it_is_wrong() {
    gateway.accept(ID, TaskScript.succeeding());

    assertThrows(
        UnauthorizedException.class,
        () -> connect(gateway.baseUri(), "sk-wrong").query(ID));
  }

  @Test
  void says_that_access_is_forbidden() {
    assertError(ForbiddenException.class, Fault.accessForbidden());
  }

  @Test
  void says_that_there_is_no_such_task() {
    assertError(TaskNotFoundException.class, Fault.taskNotFound());
    assertError(TaskNotFoundException.class, Fault.status(404));
    assertError(
        TaskNotFoundException.class, Fault.taskError(404, "task_not_exist", "task_not_exist"));
  }

  @Test
  void says_that_the_address_is_wrong() {
    assertError(WrongEndpointException.class, Fault.invalidUrl());
    assertError(
        WrongEndpointException.class, Fault.answer(404, "text/html", "<html>Not found</html>"));
  }

  @Test
  void follows_no_redirect() {
    assertError(WrongEndpointException.class, Fault.redirect());

    assertEquals(List.of(), gateway.journal().keyLeaks());
  }

  @Test
  void says_that_the_query_is_rejected() {
    assertError(QueryRejectedException.class, Fault.status(422));
    assertError(QueryRejectedException.class, Fault.taskError(400, "invalid_request", "no"));
  }

  @Test
  void says_that_there_are_too_many_requests() {
    assertError(RateLimitedException.class, Fault.tooManyRequests());
    assertError(RateLimitedException.class, Fault.error(429, "您已达到请求数限制"));
  }

  @Test
  void says_that_a_quota_is_used_up() {
    RateLimitedException error =
        assertError(RateLimitedException.class, Fault.error(429, "Allocated quota exceeded"));

    assertTrue(error.isQuotaExceeded());
    assertFalse(assertError(RateLimitedException.class, Fault.tooManyRequests()).isQuotaExceeded());
  }

  @Test
  void says_that_a_proxy_wants_a_password() {
    assertError(ProxyAuthenticationException.class, Fault.status(407));
  }

  @Test
  void reports_a_long_Retry_After_at_once() {
    QueryException error = assertError(
        RateLimitedException.class, Fault.status(429).retryAfter(Duration.ofSeconds(20)));

    assertEquals(Duration.ofSeconds(20), error.retryAfter());
    assertEquals(1, error.details().attempts());
    assertEquals(START, time.instant(), "the caller waits, not the adapter");
  }

  @Test
  void reports_a_Retry_After_that_is_a_date() {
    QueryException error = assertError(
        GatewayUnavailableException.class,
        Fault.status(503).retryAfterAsDate(Duration.ofSeconds(90)));

    assertEquals(Duration.ofSeconds(90), error.retryAfter());
  }

  @Test
  void ignores_a_Retry_After_that_cannot_be_read() {
    for (String header : List.of("soon", "-5", "")) {
      assertNull(
          assertError(RateLimitedException.class, Fault.status(429).retryAfterText(header))
              .retryAfter(),
          header);
    }
  }

  @Test
  void reports_a_Retry_After_of_ages() {
    Duration pause = assertError(
            RateLimitedException.class, Fault.status(429).retryAfterText("99999999999999999999"))
        .retryAfter();

    assertNotNull(pause);
    assertTrue(pause.compareTo(Duration.ofDays(365)) > 0, pause::toString);
  }

  @Test
  void says_that_the_gateway_is_in_trouble() {
    assertError(GatewayUnavailableException.class, Fault.panic());
    assertError(GatewayUnavailableException.class, Fault.databaseError());
    assertError(GatewayUnavailableException.class, Fault.status(408));
    assertError(GatewayUnavailableException.class, Fault.status(409));
    assertError(GatewayUnavailableException.class, Fault.status(425));
  }

  @Test
  void says_that_the_gateway_is_in_trouble_when_a_proxy_says_so_in_HTML() {
    assertError(GatewayUnavailableException.class, Fault.proxyPage(502));
    assertError(GatewayUnavailableException.class, Fault.proxyPage(524));
  }

  @Test
  void takes_no_web_page_for_an_answer() {
    MalformedResponseException error =
        assertError(MalformedResponseException.class, Fault.webPage());

    assertTrue(error.isWebPage());
  }

  @Test
  void takes_no_empty_body_for_an_answer() {
    assertError(MalformedResponseException.class, Fault.emptyBody());
    assertError(MalformedResponseException.class, Fault.status(204));
  }

  @Test
  void takes_no_null_data_for_an_answer() {
    assertError(MalformedResponseException.class, Fault.nullData());
  }

  @Test
  void takes_no_other_code_than_success_for_an_answer() {
    assertError(
        MalformedResponseException.class,
        Fault.answer(200, "application/json", "{\"code\":\"error\",\"data\":{}}"));
  }

  @Test
  void takes_no_other_JSON_for_an_answer() {
    for (String body : List.of("[]", "null", "7", "{\"code\":\"success\",\"data\":[]}")) {
      assertError(MalformedResponseException.class, Fault.answer(200, "application/json", body));
    }
  }

  @Test
  void takes_no_repeated_name_for_an_answer() {
    for (String body : List.of(
        "{'code':'error','code':'success','data':{'status':'QUEUED'}}",
        "{'code':'success','data':{'status':'QUEUED','status':'SUCCESS'}}")) {
      assertError(MalformedResponseException.class, answer(body));
    }
  }

  @Test
  void takes_no_deeply_nested_JSON_for_an_answer() {
    assertError(
        MalformedResponseException.class,
        Fault.answer(200, "application/json", "{\"data\":".repeat(100_000)));
  }

  @Test
  void takes_no_body_that_breaks_off_for_an_answer() {
    assertError(NetworkException.class, Fault.cutBody());
  }

  @Test
  void takes_no_body_of_more_than_a_mebibyte_for_an_answer() {
    assertError(MalformedResponseException.class, Fault.oversizedBody());
  }

  @Test
  void says_that_the_connection_broke() {
    assertError(NetworkException.class, Fault.connectionReset());
  }

  @Test
  void says_that_there_is_no_connection() {
    TaskQueryPort adapter = port();
    gateway.close();

    QueryException error = assertThrows(NetworkException.class, () -> adapter.query(ID));

    assertEquals(ID, error.taskId());
    assertNull(error.httpStatus());
  }

  @Test
  void every_error_names_the_task_the_gateway_and_the_status() {
    for (Fault fault : List.of(
        Fault.keyRefused(), Fault.panic(), Fault.emptyBody(), Fault.redirect(), Fault.webPage())) {
      QueryException error = assertError(QueryException.class, fault);
      assertAll(
          () -> assertEquals(gateway.baseUri(), error.origin()),
          () -> assertNotNull(error.httpStatus()),
          () -> assertTrue(error.details().attempts() >= 1),
          () -> assertTrue(
              String.valueOf(error.getMessage()).contains(error.taskId().value())));
    }
  }

  @Test
  void no_error_shows_the_key_or_a_signed_link() {
    String echo = "key " + gateway.apiKey() + " https://h/v.mp4?Signature=geheim";
    for (Fault fault : List.of(
        Fault.error(401, echo),
        Fault.error(500, echo),
        Fault.answer(502, "text/html", "<html>" + echo + "</html>"),
        Fault.answer(200, "text/plain", echo),
        Fault.connectionReset(),
        Fault.cutBody())) {
      StringWriter shown = new StringWriter();
      assertError(QueryException.class, fault).printStackTrace(new PrintWriter(shown, true));
      assertHidesSecrets(shown.toString());
    }
  }

  @Test
  void shows_the_key_nowhere_else() {
    assertHidesSecrets(port().toString());
    assertHidesSecrets(answerTo(TaskScript.succeeding()).toString());
    assertEquals(List.of(), gateway.journal().keyLeaks());
  }

  private void assertHidesSecrets(String text) {
    assertFalse(text.contains(gateway.apiKey()), "the API key is shown");
    assertFalse(text.contains("Signature="), "a signed link is shown");
  }

  @Test
  void ends_within_its_time_when_the_answer_is_late() {
    assertEndsWithin(SHORT, Fault.delay(Duration.ofSeconds(20)));
  }

  @Test
  void ends_within_its_time_when_the_body_never_comes() {
    assertEndsWithin(SHORT, Fault.stalledBody());
  }

  @Test
  void ends_within_its_time_when_the_body_drips() {
    assertEndsWithin(SHORT, Fault.drip(Duration.ofSeconds(20)));
  }

  @Test
  void ends_within_its_time_with_all_its_tries_and_pauses() {
    assertEndsWithin(SHORT, Fault.status(503));
    assertEndsWithin(SHORT, Fault.status(503).retryAfter(Duration.ofSeconds(2)));
    assertEndsWithin(SHORT, Fault.connectionReset());
  }

  /** Measures up to ten times: a busy machine is late now and then, an adapter that breaks the law always is. */
  private void assertEndsWithin(Duration within, Fault fault) {
    TaskId warmUp = gateway.accept(TaskScript.succeeding());
    assertTrue(port().query(warmUp).isSucceeded()); // what is made and loaded once does not count
    Duration allowed = within.plus(TOLERANCE);
    Duration took = timeOfFailure(within, fault);
    for (int again = 0; again < MEASUREMENTS - 1 && took.compareTo(allowed) > 0; again++) {
      took = timeOfFailure(within, fault);
    }
    assertTrue(
        took.compareTo(allowed) <= 0,
        "allowed were " + within.toMillis() + " ms, it took " + took.toMillis() + " ms");
  }

  /** Returns how long a question takes that gets no answer: pauses in the adapter's time, the rest in real time. */
  private Duration timeOfFailure(Duration within, Fault fault) {
    TaskId id = gateway.accept(always(fault));
    long real = TimeSource.system().nanoTime();
    Instant virtual = time.instant();

    assertThrows(QueryException.class, () -> port().query(id, within));

    return TimeSource.system().since(real).plus(Duration.between(virtual, time.instant()));
  }

  @Test
  void answers_after_an_answer_that_never_came() {
    TaskId stalled = gateway.accept(always(Fault.stalledBody()));
    assertThrows(QueryException.class, () -> port().query(stalled, Duration.ofMillis(100)));

    assertTrue(answerTo(TaskScript.succeeding()).isSucceeded());
  }

  @Test
  void refuses_to_ask_in_no_time() {
    gateway.accept(ID, TaskScript.succeeding());

    for (Duration within : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
      assertThrows(IllegalArgumentException.class, () -> port().query(ID, within));
    }
    assertEquals(0, gateway.journal().task(ID).hits());
  }

  @Test
  void takes_any_time_that_a_caller_may_have() {
    gateway.accept(ID, TaskScript.succeeding());

    for (Duration within : List.of(Duration.ofDays(36_500), Duration.ofSeconds(Long.MAX_VALUE))) {
      assertTrue(port().query(ID, within).isSucceeded());
    }
  }

  @Test
  void asks_nothing_when_interrupted_before() {
    gateway.accept(ID, TaskScript.succeeding());
    Thread.currentThread().interrupt();
    try {
      assertThrows(QueryInterruptedException.class, () -> port().query(ID));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt flag must stay set");
    }
    assertEquals(0, gateway.journal().task(ID).hits());
  }

  @Test
  void ends_at_once_when_interrupted_while_it_waits() throws Exception {
    TaskId id = gateway.accept(always(Fault.stalledBody()));
    Thread interrupter = interruptOnceAsked(Thread.currentThread(), id);
    long start = TimeSource.system().nanoTime();
    try {
      assertThrows(QueryInterruptedException.class, () -> port().query(id, LONG));
      assertTrue(
          TimeSource.system().since(start).compareTo(LONG.dividedBy(2)) < 0,
          "it must not wait for its time to be over");
      assertTrue(Thread.currentThread().isInterrupted(), "the interrupt flag must stay set");
    } finally {
      boolean unused = Thread.interrupted();
      interrupter.interrupt();
      interrupter.join();
      unused = Thread.interrupted();
    }
  }

  private Thread interruptOnceAsked(Thread caller, TaskId id) {
    Thread interrupter = new Thread(() -> {
      try {
        while (gateway.journal().task(id).hits() == 0) {
          TimeSource.system().sleep(Duration.ofMillis(1));
        }
        TimeSource.system().sleep(TOLERANCE);
        caller.interrupt();
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    });
    interrupter.setDaemon(true);
    interrupter.start();
    return interrupter;
  }

  @Test
  void serves_many_threads_at_once() throws Exception {
    List<TaskId> ids = IntStream.range(0, 100)
        .mapToObj(task -> gateway.accept(TaskScript.failing("Code" + task, "message")))
        .toList();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> queries = new ArrayList<>();
      ids.forEach(id -> queries.add(
          () -> id + " " + Objects.requireNonNull(port().query(id).failure()).code()));
      List<String> answers = new ArrayList<>();
      for (Future<String> answer : threads.invokeAll(queries)) {
        answers.add(answer.get());
      }
      assertEquals(
          IntStream.range(0, 100)
              .mapToObj(task -> ids.get(task) + " Code" + task)
              .toList(),
          answers);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void survives_many_bad_answers() {
    TaskId id = gateway.accept(always(Fault.panic()));
    TaskId page = gateway.accept(always(Fault.proxyPage(502)));
    for (int query = 0; query < 50; query++) {
      assertThrows(QueryException.class, () -> port().query(id));
      assertThrows(QueryException.class, () -> port().query(page));
    }

    assertTrue(answerTo(TaskScript.succeeding()).isSucceeded());
  }

  @Test
  void asks_the_documented_path() {
    answerTo(TaskScript.succeeding());

    assertEquals(
        List.of(ID.value()),
        gateway.journal().entries().stream().map(JournalEntry::taskId).toList());
  }

  @Test
  void names_the_gateway_that_it_asks() {
    assertEquals(gateway.baseUri(), port().origin());
  }

  @Test
  void takes_a_base_URL_with_a_slash_at_its_end() {
    gateway.accept(ID, TaskScript.succeeding());

    assertTrue(
        connect(URI.create(gateway.baseUri() + "/"), gateway.apiKey()).query(ID).isSucceeded());
  }

  private VideoTask answerTo(TaskScript script) {
    gateway.accept(ID, script);
    return port().query(ID);
  }

  private <E extends QueryException> E assertError(Class<E> expected, Fault fault) {
    return assertError(expected, always(fault));
  }

  private <E extends QueryException> E assertError(Class<E> expected, TaskScript script) {
    TaskId id = gateway.accept(script);
    QueryException error = assertThrows(QueryException.class, () -> port().query(id));
    assertEquals(id, error.taskId());
    return assertInstanceOf(expected, error);
  }

  private static TaskScript always(Fault fault) {
    return TaskScript.succeeding().onEveryQuery(fault);
  }

  /** Returns the one adapter of a test. */
  private synchronized TaskQueryPort port() {
    return adapters.isEmpty() ? connect(gateway.baseUri(), gateway.apiKey()) : adapters.get(0);
  }

  private TaskQueryPort connect(URI baseUri, String apiKey) {
    TaskQueryPort adapter = adapter(baseUri, apiKey, time);
    adapters.add(adapter);
    return adapter;
  }
}
