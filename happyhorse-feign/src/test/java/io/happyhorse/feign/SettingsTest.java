package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Client;
import feign.DefaultClient;
import feign.http2client.Http2Client;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.TaskScript;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");

  private final VirtualTime time = VirtualTime.autoAdvancing(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);

  private FeignTaskQueryBuilder builder() {
    return FeignTaskQuery.builder()
        .baseUrl(gateway.baseUri().toString())
        .apiKey(gateway.apiKey())
        .time(time);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Nested
  class A_key_that_changes {
    private final AtomicReference<@Nullable String> key = new AtomicReference<>("sk-old");
    private final FeignTaskQuery tasks = builder().apiKeyFrom(key::get).build();
    private final TaskId id = gateway.accept(TaskScript.succeeding());

    @Test
    void is_asked_for_anew_with_each_request() {
      assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);

      key.set(" " + gateway.apiKey());

      assertThat(tasks.query(id).isSucceeded()).isTrue();
    }

    @Test
    void may_be_missing_for_a_while() {
      key.set(null);

      assertThatThrownBy(() -> tasks.query(id))
          .isInstanceOf(NetworkException.class)
          .hasMessageContaining("no API key: its supplier failed")
          .hasMessageContaining(id.value());
    }

    @Test
    void is_hidden_whatever_its_supplier_throws() {
      FeignTaskQuery broken = builder()
          .apiKeyFrom(() -> {
            throw new IllegalStateException("vault refused token-geheim");
          })
          .build();

      QueryException error = catchThrowableOfType(NetworkException.class, () -> broken.query(id));

      assertThat(error).hasMessageNotContaining("geheim").hasMessageContaining("IllegalState");
      assertThat(String.valueOf(error.getCause())).doesNotContain("geheim");
    }

    @Test
    void is_hidden_in_what_the_gateway_says_also_just_after_it_changed() {
      try (CannedGateway canned = new CannedGateway()) {
        canned.json(422, "{\"message\":\"neither first-secret nor second-secret\"}");
        FeignTaskQuery echo =
            builder().baseUrl(canned.url()).apiKeyFrom(key::get).build();
        key.set("first-secret");
        assertThatThrownBy(() -> echo.query(id)).isInstanceOf(QueryException.class);
        key.set("second-secret");

        assertThat(catchThrowableOfType(QueryException.class, () -> echo.query(id))
                .evidence()
                .excerpt())
            .isEqualTo("neither *** nor ***");
      }
    }
  }

  @Nested
  class Tries {
    private final TaskId id = gateway.accept(
        TaskScript.succeeding().onQuery(1, Fault.status(503)).onQuery(2, Fault.status(503)));

    @Test
    void are_as_many_as_said() {
      FeignTaskQuery once = builder().tries(1).build();

      assertThatThrownBy(() -> once.query(id)).isInstanceOf(GatewayUnavailableException.class);

      assertThat(gateway.queries(id)).isEqualTo(1);
      assertThat(time.now()).isEqualTo(START);
    }

    @Test
    void come_after_pauses_as_long_as_said() {
      FeignTaskQuery patient =
          builder().backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)).build();

      assertThat(patient.query(id, Duration.ofHours(1)).attempts()).isEqualTo(3);

      assertThat(time.now()).isAfter(START.plusMillis(10));
    }

    @Test
    void refuse_what_cannot_be() {
      assertThatThrownBy(() -> builder().tries(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A question can have 1 to 10 tries, not 0.");
      assertThatThrownBy(() -> builder().tries(11))
          .hasMessage("A question can have 1 to 10 tries, not 11.");
      assertThatThrownBy(() -> builder().backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Pauses cannot begin with PT2S and grow to PT1S: use zero or more, no less"
              + " at last than at first, at most 1 hour.");
      assertThatThrownBy(() -> builder().backoff(Duration.ofSeconds(-2), Duration.ofSeconds(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void raw_JSON_is_kept_of_ends_and_of_the_rest_on_request() {
    TaskId id = gateway.accept(TaskScript.succeeding().queuedForQueries(2));

    assertThat(builder().build().query(id).rawJson()).isNull();
    assertThat(builder().keepRawJson().build().query(id).rawJson()).contains("\"QUEUED\"");
    assertThat(builder().build().query(id).rawJson()).contains("\"SUCCESS\"");
  }

  @Nested
  class A_user_agent {
    @Test
    void is_sent_as_said() {
      try (CannedGateway canned = new CannedGateway()) {
        canned.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");
        FeignTaskQueryBuilder settings =
            FeignTaskQuery.builder().baseUrl(canned.url()).apiKey("sk-x");
        TaskId id = TaskId.of("asyntask_A");
        assertThat(settings.build().query(id).statusWord()).isEqualTo("QUEUED");
        assertThat(settings.userAgent("render farm/1.0 {x}").build().query(id).statusWord())
            .isEqualTo("QUEUED");

        assertThat(canned.headers)
            .extracting(headers -> headers.getFirst("User-Agent"))
            .containsExactly("happyhorse-java", "render farm/1.0 {x}");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " x", "a\r\nX-Evil: 1", "猫"})
    void refuses_what_no_header_can_be(String value) {
      assertThatThrownBy(() -> builder().userAgent(value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(
              "' cannot be a user agent: use visible ASCII characters and blanks.")
          .hasMessageNotContaining("\n");
    }
  }

  @Nested
  class An_observer {
    private final List<String> heard = new ArrayList<>();
    private final QueryObserver observer = new QueryObserver() {
      @Override
      public void started(TaskId id) {
        heard.add("started " + id);
      }

      @Override
      public void retried(QueryException error, Duration pause) {
        heard.add("retried after " + error.httpStatus() + ", tries: "
            + error.evidence().attempts() + ", pause: " + pause);
      }

      @Override
      public void answered(VideoTask task, Duration took) {
        heard.add("answered " + task.statusWord() + ", tries: " + task.attempts()
            + ", with its pause: " + (took.toMillis() >= 1_500));
      }

      @Override
      public void failed(QueryException error, Duration took) {
        heard.add("failed with " + error.httpStatus() + ", in time: "
            + (took.compareTo(Duration.ofSeconds(5)) < 0));
      }
    };

    @Test
    void hears_of_tries_and_answers() {
      TaskId id = gateway.accept(
          TaskId.of("asyntask_A"),
          TaskScript.succeeding().onQuery(1, Fault.status(503).retryAfter(Duration.ofSeconds(2))));

      assertThat(builder().observer(observer).build().query(id).isSucceeded()).isTrue();

      assertThat(heard)
          .containsExactly(
              "started asyntask_A",
              "retried after 503, tries: 1, pause: PT2S",
              "answered SUCCESS, tries: 2, with its pause: true");
    }

    @Test
    void hears_of_failures() {
      TaskId id = gateway.accept(
          TaskId.of("asyntask_A"), TaskScript.succeeding().onEveryQuery(Fault.keyRefused()));

      assertThatThrownBy(() -> builder().observer(observer).build().query(id))
          .isInstanceOf(QueryException.class);

      assertThat(heard).containsExactly("started asyntask_A", "failed with 401, in time: true");
    }

    @Test
    void that_throws_harms_nobody() {
      TaskId id = gateway.accept(TaskId.of("asyntask_A"), TaskScript.succeeding());
      QueryObserver broken = new QueryObserver() {
        @Override
        public void started(TaskId asked) {
          throw new IllegalStateException("broken");
        }

        @Override
        public void answered(VideoTask task, Duration took) {
          throw new IllegalStateException("broken");
        }
      };

      FeignTaskQuery tasks = builder().observer(broken).observer(observer).build();

      assertThat(tasks.query(id).isSucceeded()).isTrue();
      assertThat(heard).hasSize(2);
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
        .runningForQueries(1)
        .onQuery(2, Fault.proxyPage(502))
        .onQuery(3, Fault.connectionReset())
        .onQuery(5, Fault.redirect())
        .onQuery(6, Fault.keyRefused()));

    assertThat(tasks.query(id).statusWord()).isEqualTo("IN_PROGRESS");
    assertThat(tasks.query(id).attempts()).isEqualTo(3);
    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> tasks.query(id)).isInstanceOf(QueryException.class);
    assertThat(gateway.journal().keyLeaks()).isEmpty();
  }
}
