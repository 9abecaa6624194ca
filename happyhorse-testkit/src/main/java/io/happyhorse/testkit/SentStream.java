package io.happyhorse.testkit;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** A body that is sent slowly or only in part. This requires that the server calls {@code transferTo} instead of reading the body. */
final class SentStream extends FilterInputStream {
  private final Sending sending;

  /** Sends the bytes. */
  interface Sending {
    void send(InputStream bytes, OutputStream to) throws IOException, InterruptedException;
  }

  SentStream(byte[] bytes, int length, Sending sending) {
    this(new ByteArrayInputStream(bytes, 0, length), sending);
  }

  SentStream(InputStream bytes, Sending sending) {
    super(bytes);
    this.sending = sending;
  }

  /** Returns a body after which the connection breaks. */
  static SentStream hangingUp(InputStream bytes) {
    return new SentStream(bytes, SentStream::hangUp);
  }

  static void hangUp(InputStream bytes, OutputStream to) throws IOException {
    bytes.transferTo(to);
    to.flush();
    throw new IOException("the fake closes the connection");
  }

  @Override
  public long transferTo(OutputStream to) throws IOException {
    try {
      sending.send(in, to);
      return 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the fake is closed");
    }
  }
}
