package io.happyhorse.examples.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests exactly as given, including those that an HTTP client would not send. */
record RawHttp(URI server) {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"(\\w+)\"");

  /** Returns the head and the body of the response. */
  String send(String method, String path, String... headers) throws IOException {
    return sendWithHost(server.getAuthority(), method, path, headers);
  }

  String sendWithHost(String host, String method, String path, String... headers)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      StringBuilder request =
          new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
      for (String header : headers) {
        request.append(header).append("\r\n");
      }
      request.append("Content-Length: 0\r\nConnection: close\r\n\r\n");
      socket.getOutputStream().write(request.toString().getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** Requests the events as an open page does. The response is to be read from the socket, whose receive buffer is small. */
  Socket openEvents() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    socket
        .getOutputStream()
        .write(("GET /api/events HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nAccept: text/event-stream\r\n\r\n")
            .getBytes(ISO_8859_1));
    return socket;
  }

  /** Returns the token of the page, from the first event. */
  String token() throws IOException {
    try (Socket events = openEvents()) {
      StringBuilder received = new StringBuilder();
      Matcher token = TOKEN.matcher(received);
      while (!token.reset(received).find()) {
        received.append((char) events.getInputStream().read());
      }
      return token.group(1);
    }
  }

  static int status(String response) {
    return Integer.parseInt(response.substring(9, 12));
  }
}
