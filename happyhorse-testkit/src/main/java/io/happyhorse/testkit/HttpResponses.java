package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Plain HTTP responses. */
final class HttpResponses {
  private HttpResponses() {}

  static Response of(int status, String contentType, String body) {
    return of(status, contentType).body(body.getBytes(StandardCharsets.UTF_8)).build();
  }

  static Response.Builder of(int status, String contentType, HttpHeader... more) {
    List<HttpHeader> headers = new ArrayList<>(List.of(more));
    if (!contentType.isEmpty()) {
      headers.add(new HttpHeader("Content-Type", contentType));
    }
    return Response.response().status(status).headers(new HttpHeaders(headers));
  }
}
