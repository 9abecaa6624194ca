package io.happyhorse.examples.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import javax.net.ServerSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** OkHttp's MockWebServer with a dispatcher. */
record OkHttpServer(MockWebServer server, List<String> paths) implements MeasuredServer {
  /** Returns the body of the requested task. */
  private static final class Tasks extends Dispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      return TaskResponses.AUTHORIZATION.equals(request.getHeaders().get("Authorization"))
          ? new MockResponse.Builder()
              .setHeader("Content-Type", "application/json")
              .body(TaskResponses.running(request.getTarget()))
              .build()
          : new MockResponse.Builder().code(401).build();
    }
  }

  /** Server sockets whose connections send at once; by default each response waits 40 ms for an acknowledgement. */
  private static final class NoDelay extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          socket.setTcpNoDelay(true);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }

  static OkHttpServer start(int tasks) {
    return start(tasks, new MockWebServer());
  }

  static OkHttpServer withoutDelay(int tasks) {
    MockWebServer server = new MockWebServer();
    server.setServerSocketFactory(new NoDelay());
    return start(tasks, server);
  }

  private static OkHttpServer start(int tasks, MockWebServer server) {
    server.setDispatcher(new Tasks());
    try {
      server.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new OkHttpServer(server, TaskResponses.paths(tasks));
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public String authorization() {
    return TaskResponses.AUTHORIZATION;
  }

  @Override
  public void close() {
    server.close();
  }
}
