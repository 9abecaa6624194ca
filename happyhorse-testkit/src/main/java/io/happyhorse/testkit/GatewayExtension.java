package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;

/**
 * Responds to every request as an extension of WireMock, which then does not search for a stub. It is called only if the server could
 * not be created with a {@link GatewayHandler}.
 */
final class GatewayExtension implements ResponseTransformerV2, StubRequestFilterV2 {
  private static final String NAME = "happyhorse-gateway";

  private final RequestFilterAction everyRequest =
      RequestFilterAction.stopWith(WireMock.aResponse().withTransformers(NAME).build());
  private final GatewayResponses responses;

  GatewayExtension(GatewayResponses responses) {
    this.responses = responses;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public RequestFilterAction filter(Request request, ServeEvent event) {
    return everyRequest;
  }

  @Override
  public Response transform(Response stub, ServeEvent event) {
    Instant now = responses.now();
    Response rendered = responses.respond(event.getRequest(), now);
    return Response.Builder.like(rendered)
        .headers(rendered.getHeaders().plus(responses.headersOfAll(now).toArray(HttpHeader[]::new)))
        .build();
  }
}
