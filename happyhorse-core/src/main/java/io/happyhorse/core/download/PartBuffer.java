package io.happyhorse.core.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a part that is being received. Blocks are allocated when they are needed. Filled by one thread, then read by another. */
final class PartBuffer {
  private static final int BLOCK = 1 << 17;

  private final byte[][] blocks;

  /** The number of received bytes, readable by any thread. */
  private volatile int length;

  /** Receives the blocks of a buffer, in order. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int length) throws IOException;
  }

  PartBuffer(int capacity) {
    blocks = new byte[(capacity + BLOCK - 1) / BLOCK][];
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Receives a body of exactly {@code expected} bytes. */
  void fill(InputStream body, int expected) throws IOException {
    for (int at = 0; at < expected; ) {
      int offset = at % BLOCK;
      int read = body.read(block(at / BLOCK), offset, Math.min(BLOCK - offset, expected - at));
      if (read < 0) {
        throw new EOFException("cut off");
      }
      at += read;
      length = at;
    }
    if (body.read() >= 0) {
      throw new IOException("more bytes than announced");
    }
  }

  private byte[] block(int index) {
    if (blocks[index] == null) {
      blocks[index] = new byte[BLOCK];
    }
    return blocks[index];
  }

  void writeTo(Sink sink) throws IOException {
    for (int at = 0; at < length; at += BLOCK) {
      sink.write(blocks[at / BLOCK], Math.min(BLOCK, length - at));
    }
  }
}
