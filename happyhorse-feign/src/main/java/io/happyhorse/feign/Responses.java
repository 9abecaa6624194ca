package io.happyhorse.feign;

import feign.Response;
import io.happyhorse.core.wire.GatewayResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/** Reads answers to their end, so that connections can be used again, but not beyond the cap, and closes them. */
final class Responses {
  private Responses() {}

  static GatewayResponse of(Response response) throws IOException {
    try (response) {
      return GatewayResponse.of(
          response.status(),
          name -> headers(response, name).stream().findFirst().orElse(null),
          body(response));
    }
  }

  private static Collection<String> headers(Response response, String name) {
    return response.headers().getOrDefault(name, List.of());
  }

  private static byte[] body(Response response) throws IOException {
    if (response.body() == null) {
      return new byte[0];
    }
    try (InputStream stream = response.body().asInputStream()) {
      int wanted = GatewayResponse.MAX_BODY + 1;
      return stream instanceof ByteArrayInputStream ready // without a buffer in between
          ? ready.readNBytes(Math.min(wanted, ready.available()))
          : stream.readNBytes(wanted);
    }
  }
}
