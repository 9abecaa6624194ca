package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.core.WireMockApp;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.jetty.JettyFaultInjectorFactory;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpUtils;
import com.github.tomakehurst.wiremock.servlet.WireMockHttpServletRequestAdapter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import wiremock.jakarta.servlet.ServletException;
import wiremock.jakarta.servlet.http.HttpServletRequest;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.Request;
import wiremock.org.eclipse.jetty.server.handler.HandlerWrapper;

/**
 * Responds to all requests except those to WireMock's own API. WireMock's servlet would copy each request twice, with everything that a
 * stub could match, which takes longer than the response.
 */
final class GatewayHandler extends HandlerWrapper {
  private final GatewayResponses responses;
  private final Jetty11HttpUtils jetty = new Jetty11HttpUtils();
  private final JettyFaultInjectorFactory faults = new JettyFaultInjectorFactory(jetty);

  GatewayHandler(GatewayResponses responses) {
    this.responses = responses;
  }

  @Override
  public void handle(
      String target, Request base, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (target.startsWith(WireMockApp.ADMIN_CONTEXT_ROOT)) {
      super.handle(target, base, request, response);
      return;
    }
    base.setHandled(true);
    Instant now = responses.now();
    Response rendered = responses.respond(
        new WireMockHttpServletRequestAdapter(request, null, null, false, jetty), now);
    Fault fault = rendered.getFault();
    if (fault != null) {
      fault.apply(faults.buildFaultInjector(request, response));
      return;
    }
    response.setStatus(rendered.getStatus());
    responses.headersOfAll(now).forEach(header -> add(header, response));
    rendered.getHeaders().all().forEach(header -> add(header, response));
    send(rendered, response);
  }

  private static void add(HttpHeader header, HttpServletResponse to) {
    to.addHeader(header.key(), header.firstValue());
  }

  /** Sends the body as its stream specifies. */
  private static void send(Response rendered, HttpServletResponse to) throws IOException {
    try (InputStream body = rendered.getBodyStream();
        OutputStream out = to.getOutputStream()) {
      body.transferTo(out);
    }
  }
}
