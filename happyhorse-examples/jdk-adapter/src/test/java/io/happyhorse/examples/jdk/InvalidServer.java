package io.happyhorse.examples.jdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server that responds to each request with a status line that is not valid HTTP. */
final class InvalidServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String text;

  /**
   * Starts the server.
   *
   * @param text the text in the status line
   */
  InvalidServer(String text) throws IOException {
    this.text = text;
    Thread thread = new Thread(this::serve, "invalid-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        respond(socket);
      } catch (IOException closed) {
        // the client or this server has closed
      }
    }
  }

  private void respond(Socket socket) throws IOException {
    BufferedReader request = new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String line = request.readLine();
    while (line != null && !line.isEmpty()) {
      line = request.readLine();
    }
    byte[] response = ("HTTP/1.1 " + text + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    socket.getOutputStream().write(response);
    socket.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
