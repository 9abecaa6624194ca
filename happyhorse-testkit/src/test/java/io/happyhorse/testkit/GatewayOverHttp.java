package io.happyhorse.testkit;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A gateway over HTTP and a plain client that queries it. Register it as an extension. */
public final class GatewayOverHttp implements AfterEachCallback {
  private final FakeHappyHorse gateway;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private GatewayOverHttp(TimeSource time) {
    this.gateway = FakeHappyHorse.start(time);
  }

  public static GatewayOverHttp onVirtualTime() {
    return new GatewayOverHttp(VirtualTime.lenient(GatewayInMemory.START));
  }

  static GatewayOverHttp on(TimeSource time) {
    return new GatewayOverHttp(time);
  }

  public FakeHappyHorse gateway() {
    return gateway;
  }

  VirtualTime time() {
    return (VirtualTime) gateway.time();
  }

  HttpClient client() {
    return client;
  }

  URI addressOf(String id) {
    return URI.create(gateway.baseUri() + "/v1/video/generations/" + id);
  }

  /** Returns a query with the right key. */
  HttpRequest request(TaskId id) {
    return authorized(addressOf(id.value()), gateway.apiKey()).build();
  }

  HttpResponse<String> query(String id) throws IOException, InterruptedException {
    return get(addressOf(id), gateway.apiKey());
  }

  HttpResponse<String> get(URI uri, String key) throws IOException, InterruptedException {
    return send(authorized(uri, key));
  }

  private static HttpRequest.Builder authorized(URI uri, String key) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + key);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the response at a URI; headers are alternating names and values. */
  public HttpResponse<byte[]> fetch(URI uri, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    gateway.close();
  }
}
