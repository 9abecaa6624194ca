package io.happyhorse.core.download;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * The checksum CRC-64/XZ (ECMA-182, reflected), which the storage host sends as {@code x-oss-hash-crc64ecma}. Not thread-safe.
 *
 * <p>The header is an unsigned decimal number: parse it with {@link Long#parseUnsignedLong(String)}.
 */
public final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The number of bytes that are processed together. */
  private static final int LANES = 2 * Long.BYTES;

  private static final int VALUES = 1 << Byte.SIZE;

  /** For each lane, the contribution to the checksum of each value of a byte that is followed by this many other bytes. */
  private static final long[] TABLE = table();

  private long state = -1;

  /** Creates the checksum of no bytes. */
  public Crc64() {}

  private static long[] table() {
    long[] table = new long[LANES * VALUES];
    for (int value = 0; value < VALUES; value++) {
      long crc = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL);
      }
      table[value] = crc;
    }
    for (int at = VALUES; at < table.length; at++) {
      long before = table[at - VALUES];
      table[at] = (before >>> Byte.SIZE) ^ table[(int) before & 0xff];
    }
    return table;
  }

  @Override
  public void update(int value) {
    state = (state >>> Byte.SIZE) ^ TABLE[(int) (state ^ value) & 0xff];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int end = offset + length;
    int at = offset;
    long crc = state;
    for (; end - at >= LANES; at += LANES) {
      crc = ofEight(crc ^ (long) LONGS.get(bytes, at), Long.BYTES)
          ^ ofEight((long) LONGS.get(bytes, at + Long.BYTES), 0);
    }
    state = crc;
    for (; at < end; at++) {
      update(bytes[at]);
    }
  }

  /** Returns the contribution of eight bytes, the first in the lowest bits, that are followed by a number of other bytes. */
  private static long ofEight(long eight, int others) {
    long contribution = 0;
    for (int lane = 0; lane < Long.BYTES; lane++) {
      int value = (int) (eight >>> (lane * Byte.SIZE)) & 0xff;
      contribution ^= TABLE[(others + Long.BYTES - 1 - lane) * VALUES + value];
    }
    return contribution;
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
