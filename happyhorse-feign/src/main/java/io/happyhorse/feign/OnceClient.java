package io.happyhorse.feign;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/** A transport that sends each request at most once, and reports whether it was sent. */
final class OnceClient implements Client {
  private final JdkClient client;

  OnceClient(Http http) {
    this.client = new JdkClient(http);
  }

  /**
   * Sends a request, and returns the response as soon as its head is there.
   *
   * @throws NotSentException if no byte was sent; after any other error, bytes may have been sent
   */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    OneShotBody body = new OneShotBody(request.body());
    Response response;
    try {
      response = client.open(request, options, body);
    } catch (IOException | RuntimeException failed) {
      if (body.abandon()) {
        throw new NotSentException(failed);
      }
      throw failed;
    }
    if (body.abandon()) { // the response to CONNECT: the proxy has opened no tunnel
      throw new NotSentException(
          new IOException("the proxy responded with HTTP " + response.status()));
    }
    return response;
  }
}
