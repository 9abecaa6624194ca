package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.FatalStartupException;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** The HTTP server of a fake gateway, on a port of this machine. */
final class LocalServer {
  static final String HOST = "127.0.0.1";

  private static final int THREADS = 2 * StalledResponses.MAX_HELD;

  private final WireMockServer server;
  private final GatewayResponses responses;
  private final int port;

  /** Creates a server, which is not started, on the given port; 0 for any free port. */
  LocalServer(int port, GatewayResponses responses) {
    this.port = port;
    this.responses = responses;
    this.server = server();
  }

  /**
   * Creates the server. If another distribution of WireMock precedes the expected one on the class path, its Jetty has another name or
   * version. In this case, the gateway responds through a request filter of WireMock.
   */
  private WireMockServer server() {
    try {
      return new WireMockServer(options()
          .httpServerFactory(
              (options, admin, stubs) -> new GatewayServer(options, admin, stubs, responses)));
    } catch (LinkageError anotherJetty) {
      return new WireMockServer(options());
    }
  }

  private WireMockConfiguration options() {
    return new WireMockConfiguration()
        .bindAddress(HOST)
        .port(port)
        .http2PlainDisabled(true) // with HTTP/2, a broken connection would have another effect
        .containerThreads(THREADS)
        .gzipDisabled(true) // a compressed slow body would arrive at once
        .templatingEnabled(false)
        .stubRequestLoggingDisabled(true)
        .disableRequestJournal() // the gateway has its own journal
        .extensions(new GatewayExtension(responses));
  }

  /** Starts the server, and returns its port. */
  int start() {
    try {
      server.start();
    } catch (FatalStartupException taken) {
      throw new IllegalStateException(
          "The port " + port + " of this machine is in use: use another.", taken);
    }
    return server.port();
  }

  boolean isRunning() {
    return server.isRunning();
  }

  void stop() {
    server.stop();
  }
}
