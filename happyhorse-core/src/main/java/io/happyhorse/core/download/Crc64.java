package io.happyhorse.core.download;

import java.util.zip.Checksum;

/**
 * The checksum CRC-64/XZ (ECMA-182, reflected), which the storage host sends as {@code x-oss-hash-crc64ecma}. Not thread-safe.
 *
 * <p>The header is an unsigned decimal number: parse it with {@link Long#parseUnsignedLong(String)}.
 */
public final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final int LANES = 8;
  private static final int VALUES = 256;

  /** For each lane, the contribution to the checksum of a byte that is followed by this many other bytes. */
  private static final long[][] TABLES = tables();

  private long state = -1;

  /** Creates the checksum of no bytes. */
  public Crc64() {}

  private static long[][] tables() {
    long[][] tables = new long[LANES][VALUES];
    for (int value = 0; value < VALUES; value++) {
      long crc = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL);
      }
      tables[0][value] = crc;
    }
    for (int lane = 1; lane < LANES; lane++) {
      for (int value = 0; value < VALUES; value++) {
        long before = tables[lane - 1][value];
        tables[lane][value] = (before >>> Byte.SIZE) ^ tables[0][(int) before & 0xff];
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    state = (state >>> Byte.SIZE) ^ TABLES[0][(int) (state ^ value) & 0xff];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    for (; end - at >= LANES; at += LANES) {
      updateEight(bytes, at);
    }
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  private void updateEight(byte[] bytes, int at) {
    long next = 0;
    for (int lane = 0; lane < LANES; lane++) {
      int value = (bytes[at + lane] ^ (int) (state >>> (lane * Byte.SIZE))) & 0xff;
      next ^= TABLES[LANES - 1 - lane][value];
    }
    state = next;
  }

  /** Returns the checksum of all bytes so far, as an unsigned number. */
  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }
}
