package io.happyhorse.examples.benchmarks.peers.gateway;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The gateway on loopback. One thread serves all connections. */
public final class GatewayServer implements Closeable {
  private static final int BACKLOG = 16_384;

  private final Selector selector;
  private final ServerSocketChannel server;
  private final Connections connections = new Connections();
  private final Protocol protocol = new Protocol(connections);

  private GatewayServer(Selector selector, ServerSocketChannel server) {
    this.selector = selector;
    this.server = server;
  }

  public static GatewayServer start() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    server.configureBlocking(false);
    Selector selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    GatewayServer gateway = new GatewayServer(selector, server);
    Thread serving = new Thread(gateway::serve, "peers-gateway");
    serving.setDaemon(true);
    serving.start();
    return gateway;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        selector.select(this::proceed);
      } catch (ClosedSelectorException closed) {
        return;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private void proceed(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      connection.proceed();
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      while (channel != null) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, protocol, connections));
        channel = server.accept();
      }
    } catch (IOException lost) {
      // the peer has closed it already
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    selector.close();
  }
}
