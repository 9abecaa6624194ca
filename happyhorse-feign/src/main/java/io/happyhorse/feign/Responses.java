package io.happyhorse.feign;

import feign.Response;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.wire.GatewayResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/** Reads response bodies to their end, so that connections can be reused, but not beyond the size limit, and closes them. */
final class Responses {
  private static final int BUFFER = 8 * 1024;

  private Responses() {}

  static GatewayResponse of(Response response) throws IOException {
    try (response) {
      return withBody(response, body(response));
    }
  }

  /**
   * Returns a response of which a received part is usable even if the rest is lost. Reading a body with a 2xx status stops at the end
   * of the JSON object, so that a server that does not end its response cannot delay the task id. A body of the announced length is
   * read to its end, so that the connection can be reused.
   *
   * @throws TruncatedResponseException with the received part, if the body ends early
   */
  static GatewayResponse ofSubmission(Response response) throws TruncatedResponseException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    JsonEnd end = new JsonEnd();
    boolean accepted = HttpStatus.isSuccess(response.status());
    try (response;
        InputStream stream = stream(response)) {
      byte[] buffer = new byte[BUFFER];
      int read = stream.read(buffer);
      while (read >= 0 && received.size() <= GatewayResponse.MAX_BODY) {
        received.write(buffer, 0, read);
        boolean hasId = accepted && end.isIn(buffer, read);
        read = hasId && !isWhole(response, received.size()) ? -1 : stream.read(buffer);
      }
      return withBody(response, received.toByteArray());
    } catch (IOException broken) {
      throw new TruncatedResponseException(withBody(response, received.toByteArray()), broken);
    }
  }

  private static boolean isWhole(Response response, int received) {
    Integer length = response.body().length();
    return length != null && length == received;
  }

  private static GatewayResponse withBody(Response response, byte[] body) {
    return GatewayResponse.of(
        response.status(), name -> headers(response, name).stream().findFirst().orElse(null), body);
  }

  private static Collection<String> headers(Response response, String name) {
    return response.headers().getOrDefault(name, List.of());
  }

  private static byte[] body(Response response) throws IOException {
    try (InputStream stream = stream(response)) {
      int wanted = GatewayResponse.MAX_BODY + 1;
      return stream instanceof ByteArrayInputStream ready // needs no buffer
          ? ready.readNBytes(Math.min(wanted, ready.available()))
          : stream.readNBytes(wanted);
    }
  }

  private static InputStream stream(Response response) throws IOException {
    return response.body() == null
        ? InputStream.nullInputStream()
        : response.body().asInputStream();
  }
}
