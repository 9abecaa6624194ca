package io.happyhorse.testkit.contract;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that closes each connection at a given moment, and counts connections and requests. */
final class BreakingServer implements AutoCloseable {
  private static final int HEAD_SIZE = 200;

  private final Moment moment;
  private final boolean resets;
  private final ServerSocket server;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger posts = new AtomicInteger();

  /** When a connection is closed. */
  enum Moment {
    /** At once. */
    ON_CONNECT,
    /** After the head of the request. */
    BEFORE_BODY,
    /** After a part of the request's body. */
    DURING_BODY,
    /** After the request. */
    AFTER_BODY,
    /** After the head of the response. */
    AFTER_RESPONSE_HEAD,
    /** After a part of the response's body. */
    DURING_RESPONSE_BODY,
    /** After a whole response that announces a persistent connection. */
    AFTER_FIRST_RESPONSE
  }

  /**
   * Starts the server.
   *
   * @param resets whether it resets connections instead of closing them
   */
  BreakingServer(Moment moment, boolean resets) {
    this.moment = moment;
    this.resets = resets;
    try {
      server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException noServer) {
      throw new UncheckedIOException(noServer);
    }
    Thread thread = new Thread(this::serve, "breaking-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns how many connections were made before this call. */
  int connections() throws IOException {
    awaitOpenConnections();
    return connections.get();
  }

  /** Returns the number of POST heads received on the connections that were made before this call. */
  int posts() throws IOException {
    awaitOpenConnections();
    return posts.get();
  }

  /**
   * Waits until this server has served all connections so far. It serves them one after the other, so one more connection is served
   * last.
   */
  private void awaitOpenConnections() throws IOException {
    try (Socket last = new Socket(server.getInetAddress(), server.getLocalPort())) {
      last.shutdownOutput();
      last.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // the server resets all connections
    }
    connections.decrementAndGet();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connections.incrementAndGet();
        socket.setSoLinger(resets, 0);
        closeEarly(socket);
      } catch (IOException closed) {
        // the connection was closed by the client, or the server was closed
      }
    }
  }

  private void closeEarly(Socket socket) throws IOException {
    if (moment == Moment.ON_CONNECT) {
      return;
    }
    InputStream in = new BufferedInputStream(socket.getInputStream(), HEAD_SIZE);
    int length = readHead(in);
    if (moment == Moment.BEFORE_BODY) {
      return;
    }
    in.skipNBytes(moment == Moment.DURING_BODY ? length / 2 : length);
    if (moment == Moment.DURING_BODY || moment == Moment.AFTER_BODY) {
      return;
    }
    respond(socket);
  }

  /** Reads the head of a request, and returns the length of its body. */
  private int readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the head is incomplete");
      }
      head.append((char) next);
      if (head.length() == "POST ".length() && head.toString().equals("POST ")) {
        posts.incrementAndGet();
      }
    }
    String text = head.toString().toLowerCase(Locale.ROOT);
    int at = text.indexOf("content-length:");
    return at < 0
        ? 0
        : Integer.parseInt(text.substring(at + "content-length:".length(), text.indexOf("\r\n", at))
            .strip());
  }

  private void respond(Socket socket) throws IOException {
    String body = "{\"id\":\"asyntask_" + posts.get() + "\",\"object\":\"video\"}";
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length() + "\r\n\r\n";
    String sent = switch (moment) {
      case AFTER_RESPONSE_HEAD -> head;
      case DURING_RESPONSE_BODY -> head + body.substring(0, body.length() - 1);
      default -> head + body;
    };
    socket.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
