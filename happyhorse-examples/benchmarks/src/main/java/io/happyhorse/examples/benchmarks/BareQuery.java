package io.happyhorse.examples.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The baseline for the adapter: the JDK's client, Jackson, and a record of the body's fields. */
final class BareQuery {
  private static final int CAP = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI uri;
  private final boolean limited;

  record Envelope(String code, String message, Data data) {}

  record Data(
      String task_id,
      String action,
      String status,
      String fail_reason,
      String result_url,
      long submit_time,
      long start_time,
      long finish_time,
      String progress,
      String request_id,
      Upstream data) {}

  record Upstream(Output output, String request_id, Usage usage) {}

  record Output(
      String task_id,
      String task_status,
      String submit_time,
      String scheduled_time,
      String end_time,
      String orig_prompt,
      String video_url) {}

  record Usage(
      int SR,
      double duration,
      double input_video_duration,
      double output_video_duration,
      String ratio,
      int video_count) {}

  /** Creates a query of one URL; a limited one has a time limit for the whole response and a limit for its body, like the adapter. */
  BareQuery(URI uri, boolean limited) {
    this.uri = uri;
    this.limited = limited;
  }

  static Envelope decode(byte[] body) {
    return JSON.readValue(body, Envelope.class);
  }

  Envelope query() {
    Duration limit = Duration.ofSeconds(20);
    HttpRequest request = HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer sk-benchmark")
        .header("Accept", "application/json")
        .timeout(limit)
        .build();
    try {
      HttpResponse<byte[]> response = limited
          ? client.send(request, info -> new Capped(limit))
          : client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return decode(response.body());
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Reads a body up to the limit, and ends after the time limit. */
  private static final class Capped implements BodySubscriber<byte[]> {
    private final Duration limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    Capped(Duration limit) {
      this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      CompletableFuture<byte[]> unused = whole
          .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
          .whenComplete((body, error) -> subscription.cancel());
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        byte[] part = new byte[Math.min(buffer.remaining(), CAP - bytes.size())];
        buffer.get(part);
        bytes.writeBytes(part);
      }
    }

    @Override
    public void onError(@Nullable Throwable error) {
      whole.completeExceptionally(error == null ? new IOException("no reason given") : error);
    }

    @Override
    public void onComplete() {
      whole.complete(bytes.toByteArray());
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return whole;
    }
  }
}
