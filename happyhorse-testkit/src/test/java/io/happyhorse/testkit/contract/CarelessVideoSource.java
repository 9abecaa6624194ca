package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A source with typical mistakes: it sends the key, follows redirects and reads each video into memory. */
final class CarelessVideoSource implements VideoSourcePort {
  private static final long LIMIT_MILLIS = 600;

  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private final String apiKey;

  CarelessVideoSource(String apiKey) {
    this.apiKey = apiKey;
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    return open(link, from, ifMatch, stall);
  }

  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    HttpRequest request = HttpRequest.newBuilder(link.reveal())
        .header("Authorization", "Bearer " + apiKey)
        .header("Range", "bytes=" + from + "-")
        .build();
    try {
      HttpResponse<byte[]> response = client
          .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
          .orTimeout(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
          .get();
      return VideoResponse.of(
          response.statusCode(),
          name -> response.headers().firstValue(name).orElse(null),
          new ByteArrayInputStream(response.body()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failed) {
      throw new IOException(failed);
    }
  }
}
