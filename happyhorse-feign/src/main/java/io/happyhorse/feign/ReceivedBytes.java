package io.happyhorse.feign;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The bytes of a body that have been received and not yet read, and how many more may be requested. The JDK's client delivers them in
 * lots, each of which is usually one buffer of up to 16 KiB. Not thread-safe.
 */
final class ReceivedBytes {
  /** The maximum number of lots that are received in advance. */
  static final int AHEAD = 32;

  private final Queue<ByteBuffer> buffers = new ArrayDeque<>();
  private int requested;

  /** Adds a lot that was requested. */
  void add(List<ByteBuffer> lot) {
    requested--;
    lot.stream().filter(ByteBuffer::hasRemaining).forEach(buffers::add);
  }

  boolean isEmpty() {
    return buffers.isEmpty();
  }

  /** Moves bytes to an array, and returns their number. */
  int take(byte[] into, int offset, int length) {
    int taken = 0;
    while (taken < length && !buffers.isEmpty()) {
      ByteBuffer next = buffers.element();
      int part = Math.min(length - taken, next.remaining());
      next.get(into, offset + taken, part);
      taken += part;
      if (!next.hasRemaining()) {
        buffers.remove();
      }
    }
    return taken;
  }

  /** Returns how many lots must be requested now, and counts them. More are requested once half of them have been read. */
  int lotsToRequest() {
    int lots = AHEAD - requested - buffers.size();
    if (lots < AHEAD / 2) {
      return 0;
    }
    requested += lots;
    return lots;
  }

  void clear() {
    buffers.clear();
  }
}
