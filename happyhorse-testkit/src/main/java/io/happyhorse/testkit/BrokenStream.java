package io.happyhorse.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** Bytes, and then something else than an end. */
final class BrokenStream extends FilterInputStream {
  private final Ending ending;

  /** What happens after the last byte. */
  interface Ending {
    void happen() throws IOException, InterruptedException;
  }

  BrokenStream(InputStream bytes, Ending ending) {
    super(bytes);
    this.ending = ending;
  }

  static BrokenStream hangingUp(InputStream bytes) {
    return new BrokenStream(bytes, () -> {
      throw new IOException("the fake hangs up");
    });
  }

  @Override
  public int read() throws IOException {
    return orEnd(super.read());
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return orEnd(super.read(into, offset, length));
  }

  private int orEnd(int read) throws IOException {
    if (read < 0) {
      try {
        ending.happen();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the fake is closed");
      }
    }
    return read;
  }
}
