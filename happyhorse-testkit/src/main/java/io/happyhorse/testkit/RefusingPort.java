package io.happyhorse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port of this machine that is bound without listening, so that every connection to it is refused until it is closed. */
final class RefusingPort implements AutoCloseable {
  private final Socket socket = new Socket();

  RefusingPort() {
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  int number() {
    return socket.getLocalPort();
  }

  boolean isBound() {
    return !socket.isClosed();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException stillBound) {
      throw new UncheckedIOException(stillBound);
    }
  }
}
