package io.happyhorse.testkit;

import io.happyhorse.core.download.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
  private static final int SMALL_BOX_HEADER = 8;
  private static final byte[] FREE = {'f', 'r', 'e', 'e'};
  private static final int PIECE = 1 << 16;

  private final long size;
  private final byte[] head;
  private final Service service;
  private volatile @Nullable Long checksum;

  /** How the storage host answers one request for it. */
  sealed interface Serving {
    /** With the bytes. */
    record Bytes() implements Serving {}

    /** With so many bytes, and then the connection breaks, or, if it stalls, nothing more comes. */
    record Beginning(long bytes, boolean stalls) implements Serving {}

    /** With a status and nothing else. */
    record Status(int status) implements Serving {}

    /** With a response of the caller's making. */
    record Prepared(int status, Map<String, String> headers, String body) implements Serving {}

    /** With a redirect. */
    record Redirect(String location) implements Serving {}

    /** As another video. */
    record Other(FakeVideo video) implements Serving {}
  }

  /**
   * How the storage host serves it.
   *
   * @param checksum which checksum it sends
   * @param ignoresRanges whether it answers a range with the whole video
   * @param gone whether it has been deleted
   * @param linkLife how long a link lives
   * @param renewsLink whether the gateway gives a fresh link when one is over
   * @param first how the first requests are answered, one after the other
   */
  record Service(
      Checksum checksum,
      boolean ignoresRanges,
      boolean gone,
      Duration linkLife,
      boolean renewsLink,
      List<Serving> first) {
    static final Service NORMAL =
        new Service(Checksum.RIGHT, false, false, Duration.ofHours(24), false, List.of());
  }

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
   * Returns a video of a size: the sample, and filling behind it that players skip. If the size is too small for the sample, the
   * video is an MP4 box of filling alone, and with fewer than 8 bytes no video at all.
   *
   * @param bytes the size, zero or more
   * @return the video
   */
  public static FakeVideo ofSize(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "A video cannot have " + bytes + " bytes: use zero or more.");
    }
    return new FakeVideo(bytes, head(bytes), Service.NORMAL);
  }

  /** Returns what a video begins with: the sample, and the header of a box that is to be skipped. */
  private static byte[] head(long size) {
    long filling = size - SAMPLE.length;
    if (filling == 0) {
      return SAMPLE;
    }
    if (filling < BOX_HEADER) {
      return size < SMALL_BOX_HEADER
          ? new byte[0]
          : ByteBuffer.allocate(SMALL_BOX_HEADER).putInt((int) size).put(FREE).array();
    }
    return ByteBuffer.allocate(SAMPLE.length + BOX_HEADER)
        .put(SAMPLE)
        .putInt(1)
        .put(FREE)
        .putLong(filling)
        .array();
  }

  /**
   * Returns the same video, sent with a checksum that does not fit.
   *
   * @return the changed video
   */
  public FakeVideo withWrongChecksum() {
    return with(Checksum.WRONG, service.ignoresRanges, service.gone);
  }

  /**
   * Returns the same video, sent without a checksum.
   *
   * @return the changed video
   */
  public FakeVideo withoutChecksum() {
    return with(Checksum.NONE, service.ignoresRanges, service.gone);
  }

  /**
   * Returns the same video from a host that answers a range with the whole of it.
   *
   * @return the changed video
   */
  public FakeVideo ignoringRanges() {
    return with(service.checksum, true, service.gone);
  }

  /**
   * Returns a video that has been deleted: 404.
   *
   * @return the changed video
   */
  public FakeVideo gone() {
    return with(service.checksum, service.ignoresRanges, true);
  }

  /**
   * Returns the same video from a host that hangs up in the middle.
   *
   * @param bytes after how many bytes of an answer
   * @param times for how many answers
   * @return the changed video
   */
  public FakeVideo cutAfter(long bytes, int times) {
    if (bytes < 0 || times < 1) {
      throw new IllegalArgumentException("A video cannot be cut after " + bytes + " bytes, " + times
          + " times: use zero or more bytes, once or more.");
    }
    return first(times, new Serving.Beginning(bytes, false));
  }

  /**
   * Returns the same video from a host that falls silent in the middle, once, with the connection open.
   *
   * @param bytes after how many bytes of an answer
   * @return the changed video
   */
  public FakeVideo stallingAfter(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "A video cannot stall after " + bytes + " bytes: use zero or more.");
    }
    return first(1, new Serving.Beginning(bytes, true));
  }

  /**
   * Returns the same video from a host that is in trouble.
   *
   * @param status the HTTP status that it answers
   * @param times for how many answers
   * @return the changed video
   */
  public FakeVideo refused(int status, int times) {
    if (status < 400 || status > 599 || times < 1) {
      throw new IllegalArgumentException("A video cannot be refused with HTTP " + status + ", "
          + times + " times: use 400 to 599, once or more.");
    }
    return first(times, new Serving.Status(status));
  }

  /**
   * Returns the same video from a host that first answers with a prepared response, once: an error page, {@code Retry-After}, the
   * error of another vendor.
   *
   * @param status the HTTP status, 200 to 599
   * @param headers the headers, with {@code Content-Type} if there is to be one
   * @param body the body
   * @return the changed video
   */
  public FakeVideo respondingFirst(int status, Map<String, String> headers, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "A video request cannot get HTTP " + status + ": use 200 to 599.");
    }
    return first(1, new Serving.Prepared(status, Map.copyOf(headers), body));
  }

  /**
   * Returns the same video from a host that redirects.
   *
   * @param location where to, as the header says it; empty for back to the same address
   * @param times for how many answers
   * @return the changed video
   */
  public FakeVideo redirected(String location, int times) {
    return first(times, new Serving.Redirect(location));
  }

  /**
   * Returns a video that is another one at first: it is replaced after the first request.
   *
   * @param other what the first request is answered with, and how
   * @return the changed video
   */
  public FakeVideo replacing(FakeVideo other) {
    return first(1, new Serving.Other(other));
  }

  /**
   * Returns the same video behind a link that lives for a while; 24 hours unless said.
   *
   * @param life how long, counted from the end of the task; more than zero
   * @param renewed whether the gateway gives a fresh link to whoever asks when one is over
   * @return the changed video
   */
  public FakeVideo linkedFor(Duration life, boolean renewed) {
    if (life.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "A link cannot live for " + life + ": use a second or more.");
    }
    return with(new Service(
        service.checksum, service.ignoresRanges, service.gone, life, renewed, service.first));
  }

  private FakeVideo first(int times, Serving serving) {
    if (times < 1) {
      throw new IllegalArgumentException(
          "Nothing can happen " + times + " times: use once or more.");
    }
    List<Serving> more = new ArrayList<>(service.first);
    more.addAll(Collections.nCopies(times, serving));
    return with(new Service(
        service.checksum,
        service.ignoresRanges,
        service.gone,
        service.linkLife,
        service.renewsLink,
        List.copyOf(more)));
  }

  private FakeVideo with(Checksum sent, boolean ignoresRanges, boolean gone) {
    return with(new Service(
        sent, ignoresRanges, gone, service.linkLife, service.renewsLink, service.first));
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
