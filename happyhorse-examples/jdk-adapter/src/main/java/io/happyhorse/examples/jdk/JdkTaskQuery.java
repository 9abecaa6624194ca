package io.happyhorse.examples.jdk;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Queries the gateway with the JDK's HTTP client, without retries. Thread-safe. */
public final class JdkTaskQuery implements TaskQueryPort {
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final URI baseUri;
  private final String apiKey;
  private final UnaryOperator<String> withoutKey;
  private final TaskResponseReader reader;

  /** Creates an adapter. A path in {@code baseUri} is ignored. */
  public JdkTaskQuery(URI baseUri, String apiKey) {
    this.baseUri = URI.create(baseUri.getScheme() + "://" + baseUri.getRawAuthority());
    this.apiKey = apiKey;
    this.withoutKey = text -> text.replace(apiKey, "***");
    this.reader = new TaskResponseReader(origin(), withoutKey, new JacksonJsonParser());
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "The time limit of a query must be more than zero, not " + within + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(details(id));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> call = client.sendAsync(
        HttpRequest.newBuilder(baseUri.resolve("/v1/video/generations/" + id))
            .header("Authorization", "Bearer " + apiKey)
            .header("Accept-Encoding", "identity")
            .build(),
        HttpResponse.BodyHandlers.ofByteArrayConsumer(
            piece -> piece.ifPresent(bytes -> append(bytes, body))));
    try {
      HttpResponse<Void> response =
          call.get(TimeUnit.NANOSECONDS.convert(within), TimeUnit.NANOSECONDS);
      return reader.read(
          GatewayResponse.of(
              response.statusCode(),
              name -> response.headers().firstValue(name).orElse(null),
              body.toByteArray()),
          id,
          1,
          Instant.now());
    } catch (TimeoutException late) {
      throw new NetworkException(
          "no complete response within " + within.toMillis() / 1_000.0 + " s", details(id), late);
    } catch (ExecutionException broken) {
      boolean isFit = Redactor.isFit(broken, withoutKey); // it may contain remote content
      throw new NetworkException(
          withoutKey.apply(String.valueOf(broken.getCause())), details(id), isFit ? broken : null);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new QueryInterruptedException(details(id));
    } finally {
      call.cancel(true);
    }
  }

  /** Collects a body. It stops once the limit is exceeded, which {@link TaskResponseReader} reports. */
  private static void append(byte[] bytes, ByteArrayOutputStream body) {
    if (body.size() <= GatewayResponse.MAX_BODY) {
      body.writeBytes(bytes);
    }
  }

  private QueryDetails details(TaskId id) {
    return new QueryDetails(id, origin(), null, null, 1, null, null);
  }

  @Override
  public URI origin() {
    return baseUri;
  }
}
