package io.happyhorse.examples.jdk;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.Redactor;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.SubmitResponseReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Creates tasks with the JDK's HTTP client, each with one request. Thread-safe. */
public final class JdkTaskSubmit implements TaskSubmitPort {
  private final HttpClient client;
  private final URI baseUri;
  private final String apiKey;
  private final UnaryOperator<String> withoutKey;
  private final SubmitResponseReader reader;

  /** Creates an adapter. A path in {@code baseUri} is ignored. */
  public JdkTaskSubmit(URI baseUri, String apiKey) {
    this(baseUri, apiKey, HttpClient.newBuilder());
  }

  JdkTaskSubmit(URI baseUri, String apiKey, HttpClient.Builder client) {
    this.client = client
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
    this.baseUri = URI.create(baseUri.getScheme() + "://" + baseUri.getRawAuthority());
    this.apiKey = apiKey;
    this.withoutKey = text -> text.replace(apiKey, "***");
    this.reader = new SubmitResponseReader(origin(), withoutKey, new JacksonJsonParser());
  }

  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException(
          "The time limit of a submission must be more than zero, not " + within + ".");
    }
    request.validate();
    Instant sentAt = Instant.now();
    if (Thread.currentThread().isInterrupted()) {
      throw new SubmissionNotSentException("interrupted", false, details(request, sentAt), null);
    }
    OneShotBody body = new OneShotBody(request.toJson().getBytes(StandardCharsets.UTF_8));
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(post(body), HttpResponse.BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response =
          call.get(TimeUnit.NANOSECONDS.convert(within), TimeUnit.NANOSECONDS);
      if (body.abandon()) { // this responds to CONNECT: the proxy has opened no tunnel
        String problem = "the proxy responded with HTTP " + response.statusCode();
        throw new SubmissionNotSentException(problem, false, details(request, sentAt), null);
      }
      return reader.read(toGatewayResponse(response), request, sentAt, 1, Instant.now());
    } catch (TimeoutException late) {
      throw failed(
          "no complete response within " + within.toMillis() / 1_000.0 + " s",
          body,
          details(request, sentAt),
          late);
    } catch (ExecutionException broken) {
      boolean isFit = Redactor.isFit(broken, withoutKey); // it may contain remote content
      throw failed(
          withoutKey.apply(String.valueOf(broken.getCause())),
          body,
          details(request, sentAt),
          isFit ? broken.getCause() : null);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", body, details(request, sentAt), interrupted);
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest post(OneShotBody body) {
    return HttpRequest.newBuilder(baseUri.resolve("/v1/video/generations"))
        .header("Authorization", "Bearer " + apiKey)
        .header("Content-Type", "application/json")
        .header("Accept-Encoding", "identity")
        .POST(body)
        .build();
  }

  private static GatewayResponse toGatewayResponse(HttpResponse<byte[]> response) {
    return GatewayResponse.of(
        response.statusCode(),
        name -> response.headers().firstValue(name).orElse(null),
        response.body());
  }

  /** Returns the error for a missing response, and prevents any further sending. */
  private static SubmitException failed(
      String problem, OneShotBody body, SubmitDetails details, @Nullable Throwable cause) {
    return body.abandon()
        ? new SubmissionNotSentException(problem, true, details, cause)
        : new SubmissionUnknownException(problem, details, cause);
  }

  private SubmitDetails details(VideoRequest request, Instant sentAt) {
    return SubmitDetails.withoutResponse(request.digest(), origin(), sentAt, 1);
  }

  @Override
  public URI origin() {
    return baseUri;
  }
}
