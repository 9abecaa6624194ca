package io.happyhorse.core.download;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.zip.Checksum;

/**
 * The checksum CRC-64/XZ (ECMA-182, reflected), which the storage host sends as {@code x-oss-hash-crc64ecma}. Not thread-safe.
 *
 * <p>The header is an unsigned decimal number: parse it with {@link Long#parseUnsignedLong(String)}.
 *
 * <p>The checksum is the remainder of a division by a polynomial, so adding a multiple of this polynomial does not change it. One
 * multiple has eight terms whose distances are whole words of 64 bits: 1403, 1250, 894, 395, 241, 152, 117 and 0. Therefore a word can
 * be removed if it is added (exclusive or) to seven later words. This removes all words but the last 1403, whose remainder is computed
 * byte by byte. It takes a third of the time of a table for sixteen bytes.
 */
public final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final int[] DISTANCES = {1403, 1250, 894, 395, 241, 152, 117};
  private static final int LAST = DISTANCES[0];

  /** The number of words that are processed together. */
  private static final int BLOCK = 2048;

  /** The checksum of each value of a byte. */
  private static final long[] TABLE = table();

  /** The last removed words, each with what was added to it, followed by new words. */
  private final long[] words = new long[LAST + BLOCK];

  /** The number of new words. */
  private int added;

  /** The bytes after the last word, the first in the lowest bits. */
  private long rest;

  private int restBytes;

  /** Creates the checksum of no bytes. */
  public Crc64() {
    reset();
  }

  private static long[] table() {
    long[] table = new long[1 << Byte.SIZE];
    for (int value = 0; value < table.length; value++) {
      long crc = value;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * POLYNOMIAL);
      }
      table[value] = crc;
    }
    return table;
  }

  @Override
  public void update(int value) {
    rest ^= (value & 0xffL) << (restBytes * Byte.SIZE);
    restBytes++;
    if (restBytes == Long.BYTES) {
      words[LAST + added] = 0;
      restBytes = 0;
      added(1);
    }
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (restBytes > 0 && at < end) {
      update(bytes[at++]);
    }
    LongBuffer whole =
        ByteBuffer.wrap(bytes, at, end - at).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    at += whole.remaining() * Long.BYTES;
    while (whole.hasRemaining()) {
      int count = Math.min(whole.remaining(), BLOCK - added);
      whole.get(words, LAST + added, count);
      added(count);
    }
    while (at < end) {
      update(bytes[at++]);
    }
  }

  /** Counts new words, the first of which continues the rest. */
  private void added(int count) {
    words[LAST + added] ^= rest;
    rest = 0;
    added += count;
    if (added == BLOCK) {
      remove();
    }
  }

  /** Removes the new words. */
  private void remove() {
    addDistant(words, LAST + added);
    System.arraycopy(words, added, words, 0, LAST);
    added = 0;
  }

  /** Adds the removed words to those at the seven distances. The distances are constants, so that the compiler can unroll the loop. */
  private static void addDistant(long[] words, int end) {
    for (int at = LAST; at < end; at++) {
      words[at] ^= words[at - 1403]
          ^ words[at - 1250]
          ^ words[at - 894]
          ^ words[at - 395]
          ^ words[at - 241]
          ^ words[at - 152]
          ^ words[at - 117];
    }
  }

  /** Returns the checksum of all bytes so far, as an unsigned number. */
  @Override
  public long getValue() {
    remove();
    long crc = 0;
    for (int at = 0; at < LAST; at++) {
      crc = shifted(crc ^ restored(at), Long.BYTES);
    }
    return ~shifted(crc ^ rest, restBytes);
  }

  /** Returns one of the last words without what was added to it from others of them: those are not removed. */
  private long restored(int at) {
    long word = words[at];
    for (int distance : DISTANCES) {
      word ^= at < distance ? 0 : words[at - distance];
    }
    return word;
  }

  private static long shifted(long crc, int bytes) {
    long shifted = crc;
    for (int step = 0; step < bytes; step++) {
      shifted = (shifted >>> Byte.SIZE) ^ TABLE[(int) shifted & 0xff];
    }
    return shifted;
  }

  @Override
  public void reset() {
    Arrays.fill(words, 0);
    added = 0;
    rest = -1;
    restBytes = 0;
  }
}
