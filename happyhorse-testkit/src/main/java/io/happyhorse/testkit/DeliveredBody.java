package io.happyhorse.testkit;

import io.happyhorse.core.time.TimeSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** The body of a response in memory. It ends as its delivery specifies. */
final class DeliveredBody extends FilterInputStream {
  private final Delivery.Ending ending;
  private final TimeSource time;
  private final Duration stall;
  private volatile boolean closed;

  /** Creates a body with a time limit for each read. */
  DeliveredBody(StorageDelivery delivery, TimeSource time, Duration stall) {
    super(delivery.body().get());
    this.ending = delivery.ending();
    this.time = time;
    this.stall = stall;
  }

  @Override
  public int read() throws IOException {
    refuseIfClosed();
    return ended(in.read());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    refuseIfClosed();
    return ended(in.read(into, offset, length));
  }

  private void refuseIfClosed() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
  }

  private int ended(int read) throws IOException {
    if (read < 0 && ending == Delivery.Ending.STALL) {
      waitInVain();
    }
    if (read < 0 && ending != Delivery.Ending.NORMAL) {
      throw new IOException("the connection was closed before the end of the body");
    }
    return read;
  }

  private void waitInVain() throws IOException {
    try {
      time.sleep(stall);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    throw new SocketTimeoutException("no byte arrived within " + Seconds.text(stall));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }
}
