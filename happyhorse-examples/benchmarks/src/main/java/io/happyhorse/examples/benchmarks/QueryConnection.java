package io.happyhorse.examples.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A keep-alive connection that sends one query after the other. It needs little processor time, so that the server is the bottleneck.
 * Not thread-safe.
 */
final class QueryConnection implements AutoCloseable {
  private static final String LENGTH = "content-length:";
  private static final int HEX = 16;
  private static final int BUFFER = 8192;

  private final Socket socket;
  private final InputStream in;
  private final String headers;
  private final StringBuilder line = new StringBuilder();

  QueryConnection(MeasuredServer server) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    headers = " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
        + "\r\nAccept: application/json\r\nAuthorization: " + server.authorization() + "\r\n\r\n";
  }

  /** Sends a query, and returns the body of the response. */
  String query(String path) throws IOException {
    socket.getOutputStream().write(("GET " + path + headers).getBytes(StandardCharsets.US_ASCII));
    String status = readLine();
    int length = -1;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(LENGTH)) {
        length = Integer.parseInt(name.substring(LENGTH.length()).strip());
      }
    }
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("The server responded with " + status + ".");
    }
    byte[] body = length < 0 ? readChunks() : in.readNBytes(length);
    return new String(body, StandardCharsets.UTF_8);
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(in.readNBytes(size));
      readLine();
    }
    readLine();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine(), HEX);
  }

  private String readLine() throws IOException {
    line.setLength(0);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The server has closed the connection.");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
