package io.happyhorse.testkit.contract;

import com.github.tomakehurst.wiremock.common.Json;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionRefusedException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.error.SubmitDetails;
import io.happyhorse.core.error.SubmitException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.SubmitResponseReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An adapter that is correct except for one flaw. */
final class FlawedTaskSubmit implements TaskSubmitPort {
  private final URI baseUri;
  private final String apiKey;
  private final Flaw flaw;
  private final HttpClient client;
  private final SubmitResponseReader reader;

  FlawedTaskSubmit(URI baseUri, String apiKey, Flaw flaw) {
    this.baseUri = baseUri;
    this.apiKey = apiKey;
    this.flaw = flaw;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(
            flaw == Flaw.FOLLOWS_REDIRECTS ? HttpClient.Redirect.ALWAYS : HttpClient.Redirect.NEVER)
        .build();
    this.reader = new SubmitResponseReader(
        origin(),
        text -> flaw == Flaw.SHOWS_THE_KEY_IN_ERRORS ? text : text.replace(apiKey, "***"),
        body -> Json.read(new String(body, StandardCharsets.UTF_8), Object.class));
  }

  @Override
  public SubmittedTask submit(VideoRequest request, Duration within) {
    if (flaw != Flaw.ACCEPTS_A_TIME_LIMIT_OF_ZERO && (within.isZero() || within.isNegative())) {
      throw new IllegalArgumentException("no time");
    }
    if (flaw != Flaw.DOES_NOT_VALIDATE) {
      request.validate();
    }
    Instant sentAt = flaw == Flaw.LOSES_THE_TIME ? Instant.EPOCH : Instant.now();
    if (flaw != Flaw.SENDS_WHILE_INTERRUPTED && Thread.currentThread().isInterrupted()) {
      throw new SubmissionNotSentException("interrupted", false, details(request, sentAt), null);
    }
    try {
      return attempt(request, within, sentAt);
    } catch (SubmissionUnknownException unknown) {
      Integer status = unknown.httpStatus();
      if ((flaw == Flaw.REPEATS_AFTER_A_BROKEN_CONNECTION && status == null)
          || (flaw == Flaw.REPEATS_AFTER_5XX && status != null && status >= 500)) {
        return attempt(request, within, sentAt);
      }
      if (flaw == Flaw.TREATS_2XX_WITHOUT_ID_AS_REFUSED && status != null && status == 200) {
        throw new SubmissionRefusedException(null, null, unknown.details());
      }
      throw unknown;
    } catch (SubmissionRefusedException refused) {
      if (flaw == Flaw.REPEATS_AFTER_429 && Integer.valueOf(429).equals(refused.httpStatus())) {
        return attempt(request, within, sentAt);
      }
      throw refused;
    }
  }

  private SubmittedTask attempt(VideoRequest request, Duration within, Instant sentAt) {
    CompletableFuture<HttpResponse<byte[]>> call =
        client.sendAsync(post(request), HttpResponse.BodyHandlers.ofByteArray());
    Duration limit = flaw == Flaw.HAS_ITS_OWN_TIME_LIMIT ? Duration.ofMillis(200) : within;
    try {
      HttpResponse<byte[]> response =
          call.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      return read(response, request, sentAt);
    } catch (TimeoutException late) {
      throw failed(flaw == Flaw.TREATS_A_TIMEOUT_AS_NOT_SENT, "too late", request, sentAt, late);
    } catch (ExecutionException broken) {
      boolean unsent = broken.getCause() instanceof ConnectException
          ? flaw != Flaw.TREATS_NO_CONNECTION_AS_UNKNOWN
          : flaw == Flaw.TREATS_A_BROKEN_CONNECTION_AS_NOT_SENT;
      throw failed(unsent, "broken", request, sentAt, broken.getCause());
    } catch (InterruptedException interrupted) {
      if (flaw != Flaw.CLEARS_THE_INTERRUPT) {
        Thread.currentThread().interrupt();
      }
      boolean unsent = flaw == Flaw.TREATS_AN_INTERRUPT_AS_NOT_SENT;
      throw failed(unsent, "interrupted", request, sentAt, interrupted);
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest post(VideoRequest request) {
    Charset charset =
        flaw == Flaw.SENDS_LATIN_1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    VideoRequest sent =
        flaw == Flaw.LOSES_UNKNOWN_PARAMETERS ? VideoRequest.textToVideo("A cat") : request;
    return HttpRequest.newBuilder(baseUri.resolve("/v1/video/generations"))
        .header("Authorization", "Bearer " + apiKey)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(sent.toJson().getBytes(charset)))
        .build();
  }

  private SubmittedTask read(HttpResponse<byte[]> response, VideoRequest request, Instant sentAt) {
    int status = flaw.statusFor(response.statusCode());
    GatewayResponse received = GatewayResponse.of(
        status,
        name -> flaw.ignores(name) ? null : response.headers().firstValue(name).orElse(null),
        flaw.bodyFor(response.body()));
    SubmittedTask task = reader.read(received, request, sentAt, 1, Instant.now());
    return flaw == Flaw.LOSES_THE_KIND
        ? new SubmittedTask(task.id(), task.gateway(), task.submittedAt(), "")
        : task;
  }

  private SubmitException failed(
      boolean unsent,
      String problem,
      VideoRequest request,
      Instant sentAt,
      @Nullable Throwable cause) {
    String message = flaw == Flaw.SHOWS_THE_KEY_IN_ERRORS ? problem + " " + apiKey : problem;
    return unsent
        ? new SubmissionNotSentException(message, true, details(request, sentAt), cause)
        : new SubmissionUnknownException(message, details(request, sentAt), cause);
  }

  private SubmitDetails details(VideoRequest request, Instant sentAt) {
    String digest = flaw == Flaw.LOSES_THE_DIGEST ? "" : request.digest();
    return SubmitDetails.withoutResponse(digest, origin(), sentAt, 1);
  }

  @Override
  public URI origin() {
    return flaw == Flaw.NAMES_ANOTHER_GATEWAY ? URI.create("https://other.example") : baseUri;
  }

  @Override
  public String toString() {
    return "FlawedTaskSubmit[" + (flaw == Flaw.SHOWS_THE_KEY_AS_TEXT ? apiKey : baseUri) + "]";
  }
}
