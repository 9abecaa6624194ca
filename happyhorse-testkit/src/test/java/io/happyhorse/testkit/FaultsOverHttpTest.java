package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultsOverHttpTest {
  @RegisterExtension
  final GatewayOverHttp http = GatewayOverHttp.on(TimeSource.system());

  private final FakeHappyHorse gateway = http.gateway();
  private final HttpClient client = http.client();

  @Test
  void a_reset_also_affects_the_automatic_retry_of_the_client() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.connectionReset()));

    assertThatThrownBy(() -> query(id)).isInstanceOf(IOException.class);
    assertThat(query(id).statusCode()).isEqualTo(200);

    assertThat(gateway.journal().task(id).queries()).isEqualTo(2);
    assertThat(gateway.journal().task(id).hits()).isEqualTo(3);
    assertThat(gateway.journal().task(id).entries())
        .extracting(JournalEntry::query, JournalEntry::isSentAgain, JournalEntry::response)
        .containsExactly(
            tuple(1, false, "connection reset"),
            tuple(1, true, "connection reset"),
            tuple(2, false, "SUCCESS 100%"));
  }

  @Test
  void too_many_stalled_responses_close_only_the_oldest() throws Exception {
    TaskId stalled = gateway.accept(TaskScript.succeeding().onEveryQuery(Fault.stalledBody()));
    TaskId fine = gateway.accept(TaskScript.succeeding());
    List<CompletableFuture<HttpResponse<String>>> stalls = new ArrayList<>();
    for (int query = 0; query < 2 * StalledResponses.MAX_HELD + 1; query++) {
      stalls.add(client.sendAsync(http.request(stalled), HttpResponse.BodyHandlers.ofString()));
    }

    assertThat(CompletableFuture.anyOf(stalls.toArray(CompletableFuture[]::new)))
        .failsWithin(Duration.ofSeconds(50));
    assertThat(query(fine).statusCode()).isEqualTo(200);
  }

  @Test
  void a_reset_of_one_request_is_hidden_by_the_retry_of_the_client() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.connectionReset(1)));

    assertThat(query(id).statusCode()).isEqualTo(200);
  }

  @Test
  void a_truncated_body_ends_with_an_error() {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.truncatedBody()));

    assertThatThrownBy(() -> query(id)).isInstanceOf(IOException.class);
  }

  @Test
  void a_stalled_body_has_headers_and_ends_when_the_fake_is_closed() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.stalledBody()));

    HttpResponse<InputStream> response =
        client.send(http.request(id), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body().available()).isZero();
    gateway.close();

    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  void delays_and_slow_bodies_make_the_response_late() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .onQuery(1, Fault.delay(Duration.ofMillis(60)))
        .onQuery(2, Fault.slowBody(Duration.ofMillis(60))));

    for (int query = 0; query < 2; query++) {
      long start = TimeSource.system().nanoTime();
      assertThat(query(id).body()).contains("SUCCESS");
      assertThat(TimeSource.system().since(start)).isGreaterThan(Duration.ofMillis(50));
    }
  }

  @Test
  void delays_are_shorter_in_an_accelerated_time() throws Exception {
    try (FakeHappyHorse fast = FakeHappyHorse.start(AcceleratedTime.times(1_000))) {
      TaskId id =
          fast.accept(TaskScript.succeeding().onQuery(1, Fault.delay(Duration.ofMinutes(1))));

      HttpResponse<String> response = client.send(
          HttpRequest.newBuilder(fast.baseUri().resolve("/v1/video/generations/" + id))
              .header("Authorization", "Bearer " + fast.apiKey())
              .timeout(Duration.ofSeconds(10))
              .build(),
          HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_redirect_leads_to_another_origin_that_records_a_key() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.redirect()));
    URI elsewhere = URI.create(query(id).headers().firstValue("Location").orElse(""));
    assertThat(elsewhere.getAuthority()).isNotEqualTo(gateway.baseUri().getAuthority());
    assertThat(gateway.journal().keyLeaks()).isEmpty();

    client.send(
        HttpRequest.newBuilder(elsewhere)
            .header("Authorization", "Bearer " + gateway.apiKey())
            .build(),
        HttpResponse.BodyHandlers.discarding());

    assertThat(gateway.journal().keyLeaks())
        .containsExactly(
            "a request to another origin contained Authorization: /redirected/" + id.value());
  }

  @Test
  void a_key_in_a_URL_is_recorded() throws Exception {
    client.send(
        HttpRequest.newBuilder(
                gateway.baseUri().resolve("/v1/video/generations/x?key=" + gateway.apiKey()))
            .build(),
        HttpResponse.BodyHandlers.discarding());

    assertThat(gateway.journal().keyLeaks()).containsExactly("a URL contained the API key");
  }

  @Test
  void an_oversized_body_is_longer_than_1_MiB() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding().onQuery(1, Fault.oversizedBody()));

    assertThat(query(id).body()).hasSizeGreaterThan(1 << 20).contains("SUCCESS");
  }

  @Test
  void responses_have_their_Retry_After() throws Exception {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .onQuery(1, Fault.status(429).retryAfter(Duration.ofSeconds(2)))
        .onQuery(2, Fault.status(429).retryAfterText("soon")));

    assertThat(query(id).headers().firstValue("Retry-After")).hasValue("2");
    assertThat(query(id).headers().firstValue("Retry-After")).hasValue("soon");
  }

  private HttpResponse<String> query(TaskId id) throws IOException, InterruptedException {
    return http.query(id.value());
  }
}
