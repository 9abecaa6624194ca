package io.happyhorse.examples.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The port of the page, opened before the web server is created: the web server logs an error for a port that cannot be used.
 *
 * @param settings the address and the port
 * @param channel listens on the port
 */
record PagePort(ServerSettings settings, ServerSocketChannel channel) {
  private static final int SEND_BUFFER_BYTES = 1 << 16;

  /** Listens on the port. Throws an {@link IllegalArgumentException} if that is not possible. */
  static PagePort open(ServerSettings settings) {
    try {
      return new PagePort(settings, listen(settings));
    } catch (IOException | IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "Port " + settings.port() + " of " + settings.bind()
              + " cannot be used: choose another with --port.",
          unusable);
    }
  }

  private static ServerSocketChannel listen(ServerSettings settings) throws IOException {
    InetSocketAddress address = new InetSocketAddress(settings.bind(), settings.port());
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException inUse) {
      channel.close();
      throw inUse;
    }
  }

  ServerConnector connector(Server jetty, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(jetty, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(settings.idleTimeout().toMillis());
    connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
    try {
      connector.open(channel);
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
    return connector;
  }
}
