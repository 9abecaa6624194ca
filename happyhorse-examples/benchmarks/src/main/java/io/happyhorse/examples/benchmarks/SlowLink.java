package io.happyhorse.examples.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A proxy on loopback for a link with latency: a host sends a window of bytes at once, and the next window when the first one has been
 * acknowledged. A request and an acknowledgement take effect after the delay. Requests must not be pipelined.
 */
final class SlowLink implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final int target;
  private final Duration delay;
  private final long window;
  private final ServerSocketChannel server;

  /**
   * Creates a proxy.
   *
   * @param target the port on loopback to connect to
   * @param delay the time from a request to the first byte of its response, and from a window to its acknowledgement
   * @param window the number of bytes of one connection that are sent before the delay
   */
  SlowLink(int target, Duration delay, long window) throws IOException {
    this.target = target;
    this.delay = delay;
    this.window = window;
    this.server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    start(this::serve);
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "slow-link");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        SocketChannel host =
            SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        Connection connection = new Connection();
        start(() -> forward(client, host, bytes -> connection.isRequested.set(true)));
        start(() -> forward(host, client, connection::beforeSending));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** What may be sent to the client. All but the flag belongs to the thread that sends. */
  private final class Connection {
    final AtomicBoolean isRequested = new AtomicBoolean();
    private long left;
    private long start;

    /** Waits until the client has requested or acknowledged what was sent before. */
    void beforeSending(int bytes) {
      if (isRequested.getAndSet(false)) {
        start = System.nanoTime();
        left = 0;
      }
      if (left <= 0) {
        LockSupport.parkNanos(start + delay.toNanos() - System.nanoTime());
        start = System.nanoTime();
        left = window;
      }
      left -= bytes;
    }
  }

  /** Forwards bytes until the end of the connection. */
  private static void forward(SocketChannel from, SocketChannel to, IntConsumer beforeSending) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (from;
        to) {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        beforeSending.accept(buffer.remaining());
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    } catch (IOException gone) {
      return; // one side has closed the connection
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
