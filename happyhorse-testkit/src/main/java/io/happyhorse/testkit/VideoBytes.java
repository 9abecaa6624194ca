package io.happyhorse.testkit;

import io.happyhorse.core.download.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes of a video, made while they are read: the sample, and filling behind it that players skip. Immutable. */
final class VideoBytes {
  static final VideoBytes SAMPLE = new VideoBytes(sample());
  private static final int BOX_HEADER = 16;
  private static final int SMALL_BOX_HEADER = 8;
  private static final byte[] FREE = {'f', 'r', 'e', 'e'};
  private static final int PIECE = 1 << 16;

  private final long size;
  private final byte[] head;
  private volatile @Nullable Long checksum;

  private VideoBytes(byte[] all) {
    this.size = all.length;
    this.head = all;
  }

  VideoBytes(long size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "A video cannot have " + size + " bytes: use zero or more.");
    }
    this.size = size;
    this.head = head(size);
  }

  /** Returns the first bytes: the sample, and the header of a box that players skip. */
  private static byte[] head(long size) {
    byte[] sample = SAMPLE.head;
    long filling = size - sample.length;
    if (filling == 0) {
      return sample;
    }
    if (filling < BOX_HEADER) {
      return size < SMALL_BOX_HEADER
          ? new byte[0]
          : ByteBuffer.allocate(SMALL_BOX_HEADER).putInt((int) size).put(FREE).array();
    }
    return ByteBuffer.allocate(sample.length + BOX_HEADER)
        .put(sample)
        .putInt(1)
        .put(FREE)
        .putLong(filling)
        .array();
  }

  private static byte[] sample() {
    try (InputStream video = VideoBytes.class.getResourceAsStream("video/sample.mp4")) {
      if (video == null) {
        throw new IllegalStateException("The test kit's jar lacks video/sample.mp4: rebuild it.");
      }
      return video.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  long size() {
    return size;
  }

  long checksum() {
    Long known = checksum;
    if (known == null) {
      known = computeChecksum();
      checksum = known;
    }
    return known;
  }

  private long computeChecksum() {
    Crc64 crc = new Crc64();
    try (InputStream all = open(0, size)) {
      byte[] piece = new byte[PIECE];
      for (int read = all.read(piece); read >= 0; read = all.read(piece)) {
        crc.update(piece, 0, read);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return crc.getValue();
  }

  InputStream open(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    return new Stream(from, to);
  }

  private final class Stream extends InputStream {
    private final long end;
    private long at;

    Stream(long from, long to) {
      this.at = from;
      this.end = to;
    }

    @Override
    public int read() {
      return at < end ? byteAt(at++) & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (at >= end) {
        return length == 0 ? 0 : -1;
      }
      int count = (int) Math.min(length, end - at);
      int fromHead = (int) Math.max(0, Math.min(count, head.length - at));
      if (fromHead > 0) {
        System.arraycopy(head, (int) at, into, offset, fromHead);
      }
      for (int i = fromHead; i < count; i++) {
        into[offset + i] = filling(at + i);
      }
      at += count;
      return count;
    }

    private byte byteAt(long place) {
      return place < head.length ? head[(int) place] : filling(place);
    }
  }

  private static byte filling(long place) {
    return (byte) (place * 31 + (place >>> 8));
  }
}
