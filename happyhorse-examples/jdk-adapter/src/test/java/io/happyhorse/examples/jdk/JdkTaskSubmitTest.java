package io.happyhorse.examples.jdk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.error.SubmissionUnknownException;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskSubmitOverHttpContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JdkTaskSubmitTest extends TaskSubmitOverHttpContract {
  @Override
  protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return new JdkTaskSubmit(baseUri, apiKey);
  }

  @Test
  void reports_not_sent_if_the_proxy_opens_no_tunnel() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(proxy), "refusing-proxy");
      thread.setDaemon(true);
      thread.start();
      HttpClient.Builder client = HttpClient.newBuilder()
          .proxy(ProxySelector.of(
              new InetSocketAddress(proxy.getInetAddress(), proxy.getLocalPort())));
      TaskSubmitPort port =
          new JdkTaskSubmit(URI.create("https://gateway.example"), "sk-jdk", client);

      assertThrows(
          SubmissionNotSentException.class, () -> port.submit(VideoRequest.textToVideo("A cat")));
    }
  }

  @Test
  void does_not_show_the_key_if_an_invalid_response_contains_it() throws Exception {
    try (InvalidServer server = new InvalidServer("sk-jdkSecret")) {
      TaskSubmitPort port = new JdkTaskSubmit(server.uri(), "sk-jdkSecret");

      SubmissionUnknownException error = assertThrows(
          SubmissionUnknownException.class, () -> port.submit(VideoRequest.textToVideo("A cat")));

      StringWriter shown = new StringWriter();
      error.printStackTrace(new PrintWriter(shown, true));
      assertFalse(shown.toString().contains("sk-jdkSecret"), "the API key is shown");
    }
  }

  private static void refuse(ServerSocket proxy) {
    try (Socket socket = proxy.accept()) {
      InputStream request = socket.getInputStream();
      while (request.read() != '\r' || request.read() != '\n' || request.read() != '\r') {}
      String head =
          "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      // the client has given up
    }
  }
}
