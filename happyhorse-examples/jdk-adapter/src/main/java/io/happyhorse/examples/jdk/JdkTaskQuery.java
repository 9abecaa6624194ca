package io.happyhorse.examples.jdk;

import io.happyhorse.core.error.MalformedAnswerException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryEvidence;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.Refusal;
import io.happyhorse.core.port.RetryAfter;
import io.happyhorse.core.port.TaskAnswer;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks the gateway with the JDK's own client, once and without a second try. Thread-safe. */
public final class JdkTaskQuery implements TaskQueryPort {
  private static final int MAX_BODY = 1 << 20;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final JsonMapper json = new JsonMapper();
  private final URI baseUri;
  private final String apiKey;

  /** Takes where the gateway is, and the key. */
  public JdkTaskQuery(URI baseUri, String apiKey) {
    this.baseUri = URI.create(baseUri + "/").resolve("/");
    this.apiKey = apiKey;
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    if (within.isZero() || within.isNegative()) {
      throw new IllegalArgumentException("A question needs more than no time, not " + within + ".");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new QueryInterruptedException(QueryEvidence.of(id));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
        request(id),
        HttpResponse.BodyHandlers.ofByteArrayConsumer(piece -> piece.ifPresent(bytes -> {
          if (body.size() <= MAX_BODY) {
            body.writeBytes(bytes);
          }
        })));
    try {
      return read(id, answer.get(TimeUnit.NANOSECONDS.convert(within), TimeUnit.NANOSECONDS), body);
    } catch (TimeoutException late) {
      throw new NetworkException("no whole answer within " + within, evidence(id), late);
    } catch (ExecutionException broken) {
      throw new NetworkException(String.valueOf(broken.getCause()), evidence(id), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new QueryInterruptedException(evidence(id));
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(TaskId id) {
    return HttpRequest.newBuilder(baseUri.resolve("v1/video/generations/" + id))
        .header("Authorization", "Bearer " + apiKey)
        .build();
  }

  private VideoTask read(TaskId id, HttpResponse<Void> answer, ByteArrayOutputStream body) {
    String text = body.toString(StandardCharsets.UTF_8);
    Instant date = answer
        .headers()
        .firstValue("Date")
        .map(header -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from))
        .orElseGet(Instant::now);
    QueryEvidence evidence = new QueryEvidence(
        id,
        origin(),
        answer.statusCode(),
        answer.headers().firstValue("X-Oneapi-Request-Id").orElse(null),
        1,
        text.replace(apiKey, "***"),
        RetryAfter.read(answer.headers().firstValue("Retry-After").orElse(null), date));
    boolean isWebPage = text.stripLeading().startsWith("<");
    if (answer.statusCode() >= 300) {
      throw refusal(answer.statusCode(), text, isWebPage).asError(evidence);
    }
    if (isWebPage) {
      throw MalformedAnswerException.webPage(evidence);
    }
    if (body.size() > MAX_BODY) {
      throw new MalformedAnswerException("it is longer than 1 MiB", evidence, null);
    }
    return TaskAnswer.read(parsed(text), text, date, evidence);
  }

  private Refusal refusal(int status, String text, boolean isWebPage) {
    if (isWebPage || text.isBlank()) {
      return Refusal.without(status, isWebPage ? Refusal.Body.WEB_PAGE : Refusal.Body.EMPTY);
    }
    Object parsed = parsed(text);
    return parsed == null
        ? Refusal.without(status, Refusal.Body.OTHER)
        : Refusal.read(status, parsed);
  }

  private @Nullable Object parsed(String text) {
    try {
      return text.isBlank() ? null : json.readValue(text, Object.class);
    } catch (JacksonException notJson) {
      return null;
    }
  }

  private QueryEvidence evidence(TaskId id) {
    return new QueryEvidence(id, origin(), null, null, 1, null, null);
  }

  @Override
  public URI origin() {
    return URI.create(baseUri.getScheme() + "://" + baseUri.getRawAuthority());
  }
}
