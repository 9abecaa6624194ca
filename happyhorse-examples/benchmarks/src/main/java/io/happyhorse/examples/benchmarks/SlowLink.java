package io.happyhorse.examples.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A proxy on loopback that delays the first byte of each response, and limits the rate of each connection. Requests must not be
 * pipelined.
 */
final class SlowLink implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int target;
  private final Duration delay;
  private final long bytesPerSecond;
  private final ServerSocketChannel server;

  /**
   * Creates a proxy.
   *
   * @param target the port on loopback to connect to
   * @param delay the delay of the first byte of each response
   * @param bytesPerSecond the maximum rate of the responses of one connection
   */
  SlowLink(int target, Duration delay, long bytesPerSecond) throws IOException {
    this.target = target;
    this.delay = delay;
    this.bytesPerSecond = bytesPerSecond;
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
        AtomicBoolean isRequested = new AtomicBoolean();
        start(() -> forward(client, host, () -> isRequested.set(true), Long.MAX_VALUE));
        start(() -> forward(
            host,
            client,
            () -> {
              if (isRequested.getAndSet(false)) {
                LockSupport.parkNanos(delay.toNanos());
              }
            },
            bytesPerSecond));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Forwards bytes until the end of the connection. */
  private static void forward(SocketChannel from, SocketChannel to, Runnable onBytes, long rate) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (from;
        to) {
      long due = System.nanoTime();
      while (from.read(buffer) >= 0) {
        onBytes.run();
        buffer.flip();
        due = Math.max(due, System.nanoTime()) + buffer.remaining() * SECOND / rate;
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
        LockSupport.parkNanos(due - System.nanoTime());
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
