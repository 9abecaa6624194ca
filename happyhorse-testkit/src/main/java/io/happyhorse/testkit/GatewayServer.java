package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;

/** WireMock's server, with the gateway in front of the stubs. */
final class GatewayServer extends Jetty11HttpServer {
  GatewayServer(
      Options options,
      AdminRequestHandler admin,
      StubRequestHandler stubs,
      GatewayResponses responses) {
    super(options, admin, stubs);
    jettyServer.insertHandler(new GatewayHandler(responses));
  }
}
