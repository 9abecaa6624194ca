package io.happyhorse.testkit.contract;

import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An adapter with typical mistakes, written from the sample response on the vendor's page. */
final class CarelessTaskQuery implements TaskQueryPort {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** By how much it exceeds every time limit. */
  private static final Duration LATE = Duration.ofMillis(200);

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final URI baseUri;
  private final String apiKey;

  CarelessTaskQuery(URI baseUri, String apiKey) {
    this.baseUri = baseUri;
    this.apiKey = apiKey;
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    Duration timeout = (within.compareTo(LONGEST) < 0 ? within : LONGEST).plus(LATE);
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(baseUri + "/v1/video/generations/" + id))
        .header("Authorization", "Bearer " + apiKey)
        .timeout(timeout)
        .build();
    try {
      String body = client
          .sendAsync(request, HttpResponse.BodyHandlers.ofString())
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .get()
          .body();
      return read(id, body);
    } catch (InterruptedException | ExecutionException failed) {
      throw new NetworkException("key " + apiKey + " failed", QueryDetails.of(id), failed);
    }
  }

  private VideoTask read(TaskId id, String body) {
    String status = field("status", body);
    boolean succeeded = "SUCCESS".equals(status);
    boolean failed = status == null || "FAILURE".equals(status);
    String url = field("result_url", body);
    String reason = field("fail_reason", body);
    return VideoTask.builder(id, failed ? "FAILURE" : String.valueOf(status), Instant.EPOCH)
        .link(succeeded && url != null ? link(url) : null)
        .failure(failed ? new TaskFailure(reason == null ? body : reason) : null)
        .build();
  }

  private @Nullable ResultLink link(String url) {
    return ResultLink.parse(URLDecoder.decode(url, StandardCharsets.UTF_8), null, Instant.EPOCH);
  }

  private static @Nullable String field(String name, String body) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(body);
    return field.find() ? field.group(1) : null;
  }

  @Override
  public String toString() {
    return "CarelessTaskQuery[" + baseUri + ", " + apiKey + "]";
  }
}
