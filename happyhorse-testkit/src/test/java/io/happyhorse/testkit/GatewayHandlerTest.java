package io.happyhorse.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayHandlerTest {
  private final FakeHappyHorse gateway = FakeHappyHorse.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(gateway.baseUri().resolve(path))
                .header("Authorization", "Bearer " + gateway.apiKey())
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void states_the_length_of_every_body() throws IOException, InterruptedException {
    String path =
        "/v1/video/generations/" + gateway.accept(TaskScript.succeeding()).value();

    for (String each : new String[] {path, path + "0", "/v1/models", "/v1/unknown", "/"}) {
      HttpResponse<String> response = get(each);

      assertThat(response.headers().firstValueAsLong("Content-Length"))
          .as(each)
          .hasValue(response.body().getBytes(UTF_8).length);
    }
  }

  @Test
  void does_not_handle_the_api_of_wiremock() throws IOException, InterruptedException {
    assertThat(get("/__admin/mappings").body()).contains("\"mappings\"");
  }
}
