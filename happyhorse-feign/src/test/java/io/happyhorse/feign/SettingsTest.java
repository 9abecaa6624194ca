package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import feign.Client;
import feign.DefaultClient;
import feign.Request;
import feign.Response;
import feign.http2client.Http2Client;
import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.Stay;
import io.happyhorse.testkit.TaskScript;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  private FeignTaskQueryBuilder builder() {
    return local(FeignTaskQuery.builder(gateway.apiKey()));
  }

  private FeignTaskQueryBuilder local(FeignTaskQueryBuilder builder) {
    return builder.baseUrl(gateway.baseUri()).time(time);
  }

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @Nested
  class A_key_that_changes {
    private final AtomicReference<@Nullable String> key = new AtomicReference<>("sk-old");
    private final FeignTaskQuery tasks = local(FeignTaskQuery.builder(key::get)).build();
    private final TaskId id = gateway.accept(TaskScript.succeeding());

    @Test
    void is_supplied_again_for_each_request() {
      assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);

      key.set(" " + gateway.apiKey());

      assertThat(tasks.query(id).isSucceeded()).isTrue();
    }

    @Test
    void may_be_missing_temporarily() {
      key.set(null);

      assertThatThrownBy(() -> tasks.query(id))
          .isInstanceOf(ApiKeyMissingException.class)
          .hasMessageStartingWith("There is no API key: its supplier returned none (task " + id
              + " at " + gateway.baseUri() + ", 0 attempts). Check where the key comes from.");
      key.set("two words");
      assertThatThrownBy(() -> tasks.query(id))
          .isInstanceOf(ApiKeyMissingException.class)
          .hasMessageContaining("invalid character")
          .hasMessageNotContaining("two words");
      assertThat(gateway.queries(id)).isZero();
    }

    @Test
    void is_hidden_whatever_its_supplier_throws() {
      FeignTaskQuery broken = local(FeignTaskQuery.builder(() -> {
            throw new IllegalStateException("vault refused token-secret");
          }))
          .build();

      QueryException error =
          catchThrowableOfType(ApiKeyMissingException.class, () -> broken.query(id));

      assertThat(error).hasMessageNotContaining("secret").hasMessageContaining("IllegalState");
      assertThat(String.valueOf(error.getCause())).doesNotContain("secret");
    }

    @Test
    void is_hidden_in_a_response_even_if_other_keys_were_sent_meanwhile() {
      List<String> keys = new ArrayList<>(List.of("first-secret", "second-secret", "third-secret"));
      List<FeignTaskQuery> self = new ArrayList<>();
      Client echoing = (request, options) -> {
        if (!keys.isEmpty()) {
          assertThatThrownBy(() -> self.get(0).query(id)).isInstanceOf(QueryException.class);
        }
        return Response.builder()
            .request(request)
            .status(422)
            .headers(Map.of())
            .body("{\"message\":\"not " + request.headers().get("Authorization") + "\"}", UTF_8)
            .build();
      };
      self.add(local(FeignTaskQuery.builder(() -> keys.isEmpty() ? "last" : keys.remove(0)))
          .transport(echoing)
          .build());

      assertThat(catchThrowableOfType(QueryException.class, () -> self.get(0).query(id))
              .details()
              .excerpt())
          .isEqualTo("not [Bearer ***]");
    }

    @Test
    void counts_towards_the_time_of_the_query() {
      List<Integer> limits = new ArrayList<>();
      Client recording = (request, options) -> {
        limits.add(options.readTimeoutMillis());
        throw new IOException("no");
      };
      FeignTaskQuery slow = local(FeignTaskQuery.builder(() -> {
            long end = System.nanoTime() + Duration.ofMillis(50).toNanos();
            while (System.nanoTime() < end) {
              LockSupport.parkNanos(end - System.nanoTime());
            }
            return "sk-x";
          }))
          .transport(recording)
          .tries(1)
          .build();

      assertThatThrownBy(() -> slow.query(id, Duration.ofSeconds(10)))
          .isInstanceOf(NetworkException.class);
      assertThat(limits).singleElement(as(INTEGER)).isLessThan(9_960);
    }

    @Test
    void may_consist_of_any_visible_characters() {
      try (CannedGateway server = new CannedGateway()) {
        server.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");
        String unusual = "{a},%41;\"b\"={taskId}";
        assertThat(local(FeignTaskQuery.builder(unusual))
                .baseUrl(server.url())
                .build()
                .query(id)
                .rawStatus())
            .isEqualTo("QUEUED");

        assertThat(server.headers)
            .extracting(headers -> headers.getFirst("Authorization"))
            .containsExactly("Bearer " + unusual);
      }
    }
  }

  @Nested
  class Tries {
    private final TaskId id = gateway.accept(
        TaskScript.succeeding().onQuery(1, Fault.status(503)).onQuery(2, Fault.status(503)));

    @Test
    void are_limited_to_the_configured_number() {
      FeignTaskQuery once = builder().tries(1).build();

      assertThatThrownBy(() -> once.query(id)).isInstanceOf(GatewayUnavailableException.class);

      assertThat(gateway.queries(id)).isEqualTo(1);
      assertThat(time.instant()).isEqualTo(START);
    }

    @Test
    void follow_pauses_of_the_configured_length() {
      FeignTaskQuery tasks =
          builder().backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)).build();

      assertThat(tasks.query(id, Duration.ofHours(1)).attempts()).isEqualTo(3);

      assertThat(time.instant()).isAfter(START.plusMillis(10));
    }

    @Test
    void refuse_invalid_values() {
      assertThatThrownBy(() -> builder().tries(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A query can have 1 to 10 tries, not 0.");
      assertThatThrownBy(() -> builder().tries(11))
          .hasMessage("A query can have 1 to 10 tries, not 11.");
      assertThatThrownBy(() -> builder().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Pauses cannot grow from PT2S to PT1S: the first must be zero or more, the longest"
                  + " not less than the first and at most 1 hour.");
      assertThatThrownBy(() -> builder().backoff(Duration.ofSeconds(-2), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void raw_JSON_is_kept_of_final_statuses_and_otherwise_on_request() {
    TaskId id = gateway.accept(TaskScript.succeeding().queued(Stay.queries(2)));

    assertThat(builder().build().query(id).rawJson()).isNull();
    assertThat(builder().keepRawJson().build().query(id).rawJson()).contains("\"QUEUED\"");
    assertThat(builder().build().query(id).rawJson()).contains("\"SUCCESS\"");
  }

  @Nested
  class A_user_agent {
    @Test
    void is_sent_as_configured() {
      try (CannedGateway server = new CannedGateway()) {
        server.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");
        FeignTaskQueryBuilder settings = FeignTaskQuery.builder("sk-x").baseUrl(server.url());
        TaskId id = TaskId.of("asyntask_A");
        assertThat(settings.build().query(id).rawStatus()).isEqualTo("QUEUED");
        assertThat(settings.userAgent("render farm/1.0 {x}").build().query(id).rawStatus())
            .isEqualTo("QUEUED");

        assertThat(server.headers)
            .extracting(headers -> headers.getFirst("User-Agent"))
            .containsExactly(UserAgent.DEFAULT, "render farm/1.0 {x}");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "a\r\nX-Evil: 1", "猫"})
    void refuses_an_invalid_header_value(String value) {
      assertThatThrownBy(() -> builder().userAgent(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "' cannot be a user agent: use visible ASCII characters and blanks.")
          .hasMessageNotContaining("\n");
    }
  }

  @Nested
  class An_observer {
    private final List<String> events = new ArrayList<>();
    private final QueryObservation observation = new QueryObservation() {
      @Override
      public void retried(QueryException error, Duration pause) {
        events.add("retried after " + error.httpStatus() + ", tries: "
            + error.details().attempts() + ", pause: " + pause);
      }

      @Override
      public void received(VideoTask task, Duration took) {
        events.add("received " + task.rawStatus() + ", tries: " + task.attempts()
            + ", with its pause: " + (took.toMillis() >= 1_500));
      }

      @Override
      public void failed(QueryException error, Duration took) {
        events.add("failed with " + error.httpStatus() + ", in time: "
            + (took.compareTo(Duration.ofSeconds(5)) < 0));
      }

      @Override
      public void close() {
        events.add("closed");
      }
    };
    private final QueryObserver observer = id -> {
      events.add("started " + id);
      return observation;
    };

    @Test
    void receives_tries_and_observations() {
      TaskId id = gateway.accept(
          TaskId.of("asyntask_A"),
          TaskScript.succeeding().onQuery(1, Fault.status(503).retryAfter(Duration.ofSeconds(2))));

      assertThat(builder().observer(observer).build().query(id).isSucceeded()).isTrue();

      assertThat(events)
          .containsExactly(
              "started asyntask_A",
              "retried after 503, tries: 1, pause: PT2S",
              "received SUCCESS, tries: 2, with its pause: true",
              "closed");
    }

    @Test
    void receives_failures() {
      TaskId id = gateway.accept(
          TaskId.of("asyntask_A"),
          TaskScript.succeeding().onEveryQuery(GatewayErrors.unauthorized()));

      assertThatThrownBy(() -> builder().observer(observer).build().query(id))
          .isInstanceOf(QueryException.class);

      assertThat(events)
          .containsExactly("started asyntask_A", "failed with 401, in time: true", "closed");
    }

    @Test
    void that_throws_does_not_affect_the_query() {
      TaskId id = gateway.accept(TaskId.of("asyntask_A"), TaskScript.succeeding());
      QueryObserver broken = unused -> {
        throw new IllegalStateException("broken");
      };
      QueryObserver brokenLater = unused -> new QueryObservation() {
        @Override
        public void received(VideoTask task, Duration took) {
          throw new NoSuchMethodError("broken");
        }

        @Override
        public void close() {
          throw new IllegalStateException("broken");
        }
      };

      FeignTaskQuery tasks =
          builder().observer(broken).observer(brokenLater).observer(observer).build();

      assertThat(tasks.query(id).isSucceeded()).isTrue();
      assertThat(events).hasSize(3).last().isEqualTo("closed");
    }

    @Test
    void has_a_separate_state_for_each_query() {
      TaskId first = gateway.accept(TaskId.of("asyntask_A"), TaskScript.succeeding());
      TaskId second = gateway.accept(TaskId.of("asyntask_B"), TaskScript.succeeding());
      FeignTaskQuery tasks = builder()
          .observer(id -> new QueryObservation() {
            @Override
            public void received(VideoTask task, Duration took) {
              events.add(id + " " + task.id());
            }
          })
          .build();

      assertThat(tasks.query(first).isSucceeded()).isTrue();
      assertThat(tasks.query(second).isSucceeded()).isTrue();

      assertThat(events).containsExactly("asyntask_A asyntask_A", "asyntask_B asyntask_B");
    }

    @Test
    void is_closed_in_the_reverse_order_even_after_an_error_of_the_jvm() {
      FeignTaskQuery tasks = builder()
          .observer(id -> closing("first"))
          .observer(id -> closing("second"))
          .transport((request, options) -> {
            throw new OutOfMemoryError("simulated");
          })
          .build();

      assertThatThrownBy(() -> tasks.query(TaskId.of("asyntask_A")))
          .isInstanceOf(OutOfMemoryError.class);

      assertThat(events).containsExactly("second", "first");
    }

    private QueryObservation closing(String name) {
      return new QueryObservation() {
        @Override
        public void close() {
          events.add(name);
        }
      };
    }
  }

  @Test
  void a_transport_has_at_most_the_remaining_time() {
    List<Request.Options> received = new ArrayList<>();
    FeignTaskQuery tasks = builder()
        .tries(1)
        .connectTimeout(Duration.ofSeconds(3))
        .transport((request, options) -> {
          received.add(options);
          throw new HttpConnectTimeoutException("black hole");
        })
        .build();

    assertThatThrownBy(() -> tasks.query(TaskId.of("asyntask_A")))
        .hasMessageContaining("no connection within 3 s");
    assertThatThrownBy(() -> tasks.query(TaskId.of("asyntask_A"), Duration.ofMillis(200)))
        .hasMessageContaining("no connection within ")
        .isInstanceOf(NetworkException.class);

    assertThat(received.get(0).connectTimeoutMillis()).isEqualTo(3_000);
    assertThat(received.get(0).readTimeoutMillis()).isEqualTo(20_000);
    assertThat(received.get(1).connectTimeoutMillis()).isBetween(1, 200);
    assertThat(received.get(1).readTimeoutMillis()).isBetween(1, 200);
    assertThat(received).noneMatch(Request.Options::isFollowRedirects);
  }

  @Test
  void every_response_of_a_transport_is_closed() {
    AtomicInteger open = new AtomicInteger();
    List<byte[]> bodies = List.of(
        "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}".getBytes(UTF_8),
        "<html>".getBytes(UTF_8),
        "{".getBytes(UTF_8),
        new byte[GatewayResponse.MAX_BODY + 10],
        new byte[0]);
    for (int status : new int[] {200, 302, 401, 404, 422, 429, 500}) {
      for (byte[] body : bodies) {
        FeignTaskQuery tasks = builder()
            .tries(1)
            .transport((request, options) -> counted(open, request, status, body))
            .build();
        Throwable error = catchThrowable(() -> tasks.query(TaskId.of("asyntask_A")));
        assertThat(error == null || error instanceof QueryException).isTrue();
      }
    }
    FeignTaskQuery broken = builder()
        .tries(1)
        .transport((request, options) -> counted(open, request, 200, null))
        .build();
    assertThatThrownBy(() -> broken.query(TaskId.of("asyntask_A")))
        .isInstanceOf(NetworkException.class);

    assertThat(open).hasValue(0);
  }

  /** Returns a response that counts as open until it is closed; without a body, reading it fails. */
  private static Response counted(
      AtomicInteger open, Request request, int status, byte @Nullable [] body) {
    open.incrementAndGet();
    return Response.builder()
        .request(request)
        .status(status)
        .headers(Map.of())
        .body(new CountedBody(open, body), null)
        .build();
  }

  private static final class CountedBody extends FilterInputStream {
    private final AtomicInteger open;
    private final boolean breaks;
    private boolean closed;

    CountedBody(AtomicInteger open, byte @Nullable [] body) {
      super(new ByteArrayInputStream(body == null ? new byte[0] : body));
      this.open = open;
      this.breaks = body == null;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (breaks) {
        throw new IOException("cut");
      }
      return super.read(into, offset, length);
    }

    @Override
    public void close() throws IOException {
      super.close();
      open.addAndGet(closed ? 0 : -1);
      closed = true;
    }
  }

  static final List<Client> TRANSPORTS = List.of(
      new DefaultClient(null, null),
      new Http2Client(HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build()));

  @ParameterizedTest
  @FieldSource("TRANSPORTS")
  void any_client_of_Feign_can_be_the_transport(Client transport) {
    FeignTaskQuery tasks = builder().transport(transport).build();
    TaskId id = gateway.accept(TaskScript.succeeding()
        .running(Stay.queries(1))
        .onQuery(2, GatewayErrors.proxyPage(502))
        .onQuery(3, Fault.connectionReset())
        .onQuery(5, Fault.redirect())
        .onQuery(6, GatewayErrors.unauthorized()));

    assertThat(tasks.query(id).rawStatus()).isEqualTo("IN_PROGRESS");
    assertThat(tasks.query(id).attempts()).isEqualTo(3);
    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);
    assertThat(gateway.journal().keyLeaks()).isEmpty();
  }
}
