package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

/** Handles requests for videos over HTTP. */
final class StorageHandler {
  private final StorageHost host;
  private final StalledResponses held = new StalledResponses();

  StorageHandler(GatewayStore store) {
    this.host = new StorageHost(store);
  }

  Response fromStorage(Request request, String id, Instant now) {
    return render(host.fromStorage(read(request), id, now));
  }

  Response throughProxy(Request request, String id, Instant now) {
    return render(host.throughProxy(read(request), id, now));
  }

  private static StorageRequest read(Request request) {
    return new StorageRequest(
        request.getMethod().getName(),
        request.getUrl(),
        request.containsHeader("Authorization"),
        request.getHeader("Range"),
        request.getHeader("If-Match"));
  }

  private Response render(StorageDelivery delivery) {
    return Response.response()
        .status(delivery.status())
        .headers(new HttpHeaders(delivery.headers().entrySet().stream()
            .map(header -> new HttpHeader(header.getKey(), header.getValue()))
            .toList()))
        .body(() -> body(delivery))
        .build();
  }

  private InputStream body(StorageDelivery delivery) {
    InputStream bytes = delivery.body().get();
    return switch (delivery.ending()) {
      case NORMAL, RESET -> bytes;
      case CUT -> SentStream.hangingUp(bytes);
      case STALL -> new SentStream(bytes, this::stall);
    };
  }

  private void stall(InputStream bytes, OutputStream to) throws IOException, InterruptedException {
    bytes.transferTo(to);
    to.flush();
    held.holdUntilReleased();
  }

  /** Ends all stalled responses. */
  void release() {
    held.close();
  }
}
