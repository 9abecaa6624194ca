package io.happyhorse.testkit.download;

import io.happyhorse.core.time.VirtualTime;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** A stream that pauses before each 10,000 bytes. */
final class SlowStream extends FilterInputStream {
  private static final int PIECE = 10_000;

  private final VirtualTime time;
  private final Duration pause;

  SlowStream(InputStream bytes, VirtualTime time, Duration pause) {
    super(bytes);
    this.time = time;
    this.pause = pause;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      time.sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    int read = in.readNBytes(into, offset, Math.min(length, PIECE));
    return read == 0 ? -1 : read;
  }
}
