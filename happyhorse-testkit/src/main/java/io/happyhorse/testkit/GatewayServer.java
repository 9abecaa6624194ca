package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.JettySettings;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import com.github.tomakehurst.wiremock.jetty11.Jetty11HttpServer;
import com.github.tomakehurst.wiremock.jetty11.Jetty11Utils;
import wiremock.org.eclipse.jetty.io.NetworkTrafficListener;
import wiremock.org.eclipse.jetty.server.HttpConnectionFactory;
import wiremock.org.eclipse.jetty.server.ServerConnector;

/** WireMock's server, with the gateway in front of the stubs. */
final class GatewayServer extends Jetty11HttpServer {
  private static final int SHUTDOWN_IDLE_MILLIS = 200;

  GatewayServer(
      Options options,
      AdminRequestHandler admin,
      StubRequestHandler stubs,
      GatewayResponses responses) {
    super(options, admin, stubs);
    jettyServer.insertHandler(new GatewayHandler(responses));
  }

  /** Uses one acceptor and one selector, since more of them only cause thread switches for the few connections of a test. */
  @Override
  protected ServerConnector createHttpConnector(
      String bindAddress, int port, JettySettings settings, NetworkTrafficListener unused) {
    ServerConnector connector = new ServerConnector(
        jettyServer,
        null,
        null,
        null,
        1,
        1,
        new HttpConnectionFactory(Jetty11Utils.createHttpConfig(settings)));
    connector.setHost(bindAddress);
    connector.setPort(port);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
    return connector;
  }
}
