package io.happyhorse.testkit;

import io.happyhorse.core.download.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A video that the fake's storage host serves, and how well it serves it. Bytes are made while they are sent, so that size costs
 * no memory. Immutable.
 *
 * <p>The storage host answers whoever has the whole link, for 24 hours; it answers ranges with 206, refuses {@code HEAD} and
 * refuses whoever brings {@code Authorization}, as the real one does.
 */
public final class FakeVideo {
  private static final byte[] SAMPLE = sampleBytes();
  private static final int BOX_HEADER = 16;
  private static final int PIECE = 1 << 16;

  private final long size;
  private final byte[] head;
  private final Service service;
  private volatile @Nullable Long checksum;

  /**
   * How the storage host serves it.
   *
   * @param checksum which checksum it sends
   * @param ignoresRanges whether it answers a range with the whole video
   * @param gone whether it has been deleted
   * @param cutAfter after how many bytes it hangs up; negative if it does not
   * @param cuts how many times it hangs up before it serves the rest
   */
  record Service(Checksum checksum, boolean ignoresRanges, boolean gone, long cutAfter, int cuts) {}

  enum Checksum {
    RIGHT,
    WRONG,
    NONE
  }

  private FakeVideo(long size, byte[] head, Service service) {
    this.size = size;
    this.head = head;
    this.service = service;
  }

  /**
   * Returns a small playable MP4 video of about a second.
   *
   * @return the video
   */
  public static FakeVideo sample() {
    return ofSize(SAMPLE.length);
  }

  /**
   * Returns a video of a size: the sample with filling behind it, which players skip; too small for the sample, just bytes.
   *
   * @param bytes the size, zero or more
   * @return the video
   */
  public static FakeVideo ofSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "A video cannot have " + bytes + " bytes: use zero or more.");
    }
    return new FakeVideo(bytes, head(bytes), new Service(Checksum.RIGHT, false, false, -1, 0));
  }

  /** Returns what a video begins with: the sample, and the header of a box that is to be skipped. */
  private static byte[] head(long size) {
    long filling = size - SAMPLE.length;
    if (filling < BOX_HEADER) {
      return filling == 0 ? SAMPLE : new byte[0];
    }
    return ByteBuffer.allocate(SAMPLE.length + BOX_HEADER)
        .put(SAMPLE)
        .putInt(1)
        .put(new byte[] {'f', 'r', 'e', 'e'})
        .putLong(filling)
        .array();
  }

  /**
   * Returns the same video, sent with a checksum that does not fit.
   *
   * @return the changed video
   */
  public FakeVideo withWrongChecksum() {
    return with(new Service(
        Checksum.WRONG, service.ignoresRanges, service.gone, service.cutAfter, service.cuts));
  }

  /**
   * Returns the same video, sent without a checksum.
   *
   * @return the changed video
   */
  public FakeVideo withoutChecksum() {
    return with(new Service(
        Checksum.NONE, service.ignoresRanges, service.gone, service.cutAfter, service.cuts));
  }

  /**
   * Returns the same video from a host that answers a range with the whole of it.
   *
   * @return the changed video
   */
  public FakeVideo ignoringRanges() {
    return with(new Service(service.checksum, true, service.gone, service.cutAfter, service.cuts));
  }

  /**
   * Returns a video that has been deleted: 404.
   *
   * @return the changed video
   */
  public FakeVideo gone() {
    return with(
        new Service(service.checksum, service.ignoresRanges, true, service.cutAfter, service.cuts));
  }

  /**
   * Returns the same video from a host that hangs up in the middle.
   *
   * @param bytes after how many bytes of an answer
   * @param times for how many answers; the next ones are whole
   * @return the changed video
   */
  public FakeVideo cutAfter(long bytes, int times) {
    if (bytes < 0 || times < 1) {
      throw new IllegalArgumentException("A video cannot be cut after " + bytes + " bytes, " + times
          + " times: use zero or more bytes, once or more.");
    }
    return with(new Service(service.checksum, service.ignoresRanges, service.gone, bytes, times));
  }

  private FakeVideo with(Service changed) {
    return new FakeVideo(size, head, changed);
  }

  /**
   * Returns the size.
   *
   * @return bytes
   */
  public long size() {
    return size;
  }

  /**
   * Returns the CRC-64/XZ of the whole video, whatever the storage host says it is.
   *
   * @return the checksum as an unsigned number
   */
  public long checksum() {
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

  /**
   * Opens the bytes of a range.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @return the bytes, made while they are read
   */
  public InputStream open(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    return new Range(from, to);
  }

  Service service() {
    return service;
  }

  private static byte[] sampleBytes() {
    try (InputStream video = FakeVideo.class.getResourceAsStream("video/sample.mp4")) {
      if (video == null) {
        throw new IllegalStateException("The test kit's jar lacks video/sample.mp4: rebuild it.");
      }
      return video.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Bytes from one place to another; what follows the head is a pattern. */
  private final class Range extends InputStream {
    private final long end;
    private long at;

    Range(long from, long to) {
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
        into[offset + i] = pattern(at + i);
      }
      at += count;
      return count;
    }

    private byte byteAt(long place) {
      return place < head.length ? head[(int) place] : pattern(place);
    }
  }

  private static byte pattern(long place) {
    return (byte) (place * 31 + (place >>> 8));
  }
}
