package io.happyhorse.examples.benchmarks.peers.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Queries the status of a task with {@code java.net.http}, for peers that bring no HTTP client. */
final class StatusQuery {
  static final String SUCCESS = "SUCCESS";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;

  private final URI baseUrl;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  StatusQuery(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Returns {@code data.status}. */
  String status(String id) throws IOException, InterruptedException {
    return status(http.send(request(id), BodyHandlers.ofByteArray()));
  }

  /** Returns {@code data.status}, without blocking. */
  CompletableFuture<String> statusAsync(String id) {
    return http.sendAsync(request(id), BodyHandlers.ofByteArray()).thenApply(response -> {
      try {
        return status(response);
      } catch (IOException failed) {
        throw new CompletionException(failed);
      }
    });
  }

  private HttpRequest request(String id) {
    return HttpRequest.newBuilder(baseUrl.resolve("/v1/video/generations/" + id))
        .header("Authorization", "Bearer sk-peers")
        .build();
  }

  private static String status(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != OK) {
      throw new IOException("status " + response.statusCode());
    }
    try {
      JsonNode status = JSON.readTree(response.body()).path("data").path("status");
      return status.asString();
    } catch (JacksonException malformed) {
      throw new IOException("not JSON", malformed);
    }
  }

  static boolean isEnd(@Nullable String status) {
    return SUCCESS.equals(status) || "FAILURE".equals(status);
  }
}
