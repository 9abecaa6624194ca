package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy with and without {@code CONNECT}. It connects to this machine whatever host is requested, and records the requests.
 */
final class LoopbackProxy implements AutoCloseable {
  private static final String END = "\r\n\r\n";
  private static final String REFUSAL = "HTTP/1.1 407 Proxy Authentication Required\r\n"
      + "Proxy-Authenticate: Basic realm=\"office\"\r\nContent-Length: 4\r\n\r\nbody";

  private final @Nullable String authorization;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger tunnelsToBreak = new AtomicInteger();
  private volatile int refusedWith;

  /** The heads of all requests, one line each. */
  final List<String> heads = new CopyOnWriteArrayList<>();

  /** Starts a proxy that requires a value of {@code Proxy-Authorization}, or none if it is null. */
  LoopbackProxy(@Nullable String authorization) {
    this.authorization = authorization;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    start(this::acceptAll);
  }

  ProxySelector selector() {
    return ProxySelector.of(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on, refuses every tunnel with a status. */
  void refuseTunnels(int status) {
    refusedWith = status;
  }

  /** Resets this many tunnels in the middle of the handshake. */
  void breakTunnels(int number) {
    tunnelsToBreak.set(number);
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket client = server.accept();
      open.add(client);
      start(() -> serve(client));
    }
  }

  private void serve(Socket client) throws IOException {
    try (client) {
      String head = head(client.getInputStream());
      while (!head.isEmpty()) {
        heads.add(head.strip().replace("\r\n", " | "));
        if (authorization != null && !head.contains("Proxy-Authorization: " + authorization)) {
          write(client, REFUSAL);
        } else if (head.startsWith("CONNECT ") && refusedWith > 0) {
          write(client, "HTTP/1.1 " + refusedWith + " No\r\nContent-Length: 0" + END);
        } else if (head.startsWith("CONNECT ")) {
          tunnel(client, head);
          return;
        } else {
          forward(client, head);
          return;
        }
        head = head(client.getInputStream());
      }
    }
  }

  private void tunnel(Socket client, String head) throws IOException {
    int port = Integer.parseInt(head.split(" ", 3)[1].replaceAll(".*:", ""));
    write(client, "HTTP/1.1 200 Connection established" + END);
    if (tunnelsToBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      int unused = client.getInputStream().read();
      client.setSoLinger(true, 0);
      return;
    }
    try (Socket target = connected(port)) {
      start(() -> {
        target.getInputStream().transferTo(client.getOutputStream());
        client.shutdownOutput();
      });
      client.getInputStream().transferTo(target.getOutputStream());
    }
  }

  /** Forwards one request without the headers for this proxy. */
  private void forward(Socket client, String head) throws IOException {
    List<String> lines = new ArrayList<>(head.strip().lines().toList());
    String[] start = lines.get(0).split(" ", 3);
    URI uri = URI.create(start[1]);
    lines.set(0, start[0] + " " + uri.getRawPath() + " HTTP/1.1");
    lines.removeIf(line -> line.startsWith("Proxy-Authorization") || line.startsWith("Connection"));
    lines.add("Connection: close");
    try (Socket target = connected(uri.getPort())) {
      write(target, String.join("\r\n", lines) + END);
      target.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private Socket connected(int port) throws IOException {
    Socket target = new Socket(InetAddress.getLoopbackAddress(), port);
    open.add(target);
    return target;
  }

  private static String head(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int b = from.read(); b >= 0; b = from.read()) {
      head.write(b);
      if (head.toString(ISO_8859_1).endsWith(END)) {
        return head.toString(ISO_8859_1);
      }
    }
    return "";
  }

  private static void write(Socket to, String text) throws IOException {
    OutputStream stream = to.getOutputStream();
    stream.write(text.getBytes(ISO_8859_1));
    stream.flush();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (IOException closed) {
        return; // by either side
      }
    });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
