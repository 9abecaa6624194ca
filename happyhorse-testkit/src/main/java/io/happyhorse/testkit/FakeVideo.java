package io.happyhorse.testkit;

import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A video that the fake's storage host serves, and how well it serves it. Bytes are made while they are sent, so that size costs
 * no memory. Immutable.
 *
 * <p>The storage host serves every request with the whole link, for 24 hours; it answers ranges with 206, refuses {@code HEAD} and
 * refuses requests with {@code Authorization}, as the real one does.
 */
public final class FakeVideo {
  private final VideoBytes bytes;
  private final StorageBehavior behavior;

  private FakeVideo(VideoBytes bytes, StorageBehavior behavior) {
    this.bytes = bytes;
    this.behavior = behavior;
  }

  /**
   * Returns a small playable MP4 video of about a second.
   *
   * @return the video
   */
  public static FakeVideo sample() {
    return new FakeVideo(VideoBytes.SAMPLE, StorageBehavior.NORMAL);
  }

  /**
   * Returns a video of a size: the sample, and filling behind it that players skip. If the size is too small for the sample, the
   * video is an MP4 box of filling alone, and with fewer than 8 bytes no video at all.
   *
   * @param bytes the size, zero or more
   * @return the video
   */
  public static FakeVideo ofSize(long bytes) {
    return new FakeVideo(new VideoBytes(bytes), StorageBehavior.NORMAL);
  }

  /**
   * Returns the same video, sent with a checksum that does not fit.
   *
   * @return the changed video
   */
  public FakeVideo withWrongChecksum() {
    return with(behavior.withChecksum(StorageBehavior.Checksum.WRONG));
  }

  /**
   * Returns the same video, sent without a checksum.
   *
   * @return the changed video
   */
  public FakeVideo withoutChecksum() {
    return with(behavior.withChecksum(StorageBehavior.Checksum.NONE));
  }

  /**
   * Returns the same video from a host that answers a range with the whole of it.
   *
   * @return the changed video
   */
  public FakeVideo ignoringRanges() {
    return with(behavior.ignoringRanges());
  }

  /**
   * Returns a video that has been deleted: 404.
   *
   * @return the changed video
   */
  public FakeVideo gone() {
    return with(behavior.gone());
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
    return first(times, new StorageResponse.Content(bytes, Delivery.Ending.CUT));
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
    return first(1, new StorageResponse.Content(bytes, Delivery.Ending.STALL));
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
    return first(times, StorageResponse.status(status));
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
    return first(1, StorageResponse.prepared(status, Map.copyOf(headers), body));
  }

  /**
   * Returns the same video from a host that redirects.
   *
   * @param location where to, as the header says it; empty for back to the same address
   * @param times for how many answers
   * @return the changed video
   */
  public FakeVideo redirected(String location, int times) {
    return first(times, StorageResponse.redirect(location));
  }

  /**
   * Returns a video that is another one at first: it is replaced after the first request.
   *
   * @param other what the first request is answered with, and how
   * @return the changed video
   */
  public FakeVideo replacing(FakeVideo other) {
    return first(1, StorageResponse.other(other));
  }

  /**
   * Returns the same video behind a link that is valid for a while. Default: 24 hours.
   *
   * @param life how long, counted from the end of the task; more than zero
   * @param renewed whether the gateway gives a fresh link when one has expired
   * @return the changed video
   */
  public FakeVideo linkedFor(Duration life, boolean renewed) {
    return with(behavior.linkedFor(life, renewed));
  }

  private FakeVideo first(int times, StorageResponse response) {
    return with(behavior.respondingFirst(times, response));
  }

  private FakeVideo with(StorageBehavior changed) {
    return new FakeVideo(bytes, changed);
  }

  /**
   * Returns the size.
   *
   * @return bytes
   */
  public long size() {
    return bytes.size();
  }

  /**
   * Returns the CRC-64/XZ of the whole video, whatever the storage host says it is.
   *
   * @return the checksum as an unsigned number
   */
  public long checksum() {
    return bytes.checksum();
  }

  /**
   * Opens the bytes of a range.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @return the bytes, made while they are read
   */
  public InputStream open(long from, long to) {
    return bytes.open(from, to);
  }

  StorageBehavior behavior() {
    return behavior;
  }

  /** Returns the version of the video, as the header {@code ETag} has it. */
  String etag() {
    return "\"" + String.format(Locale.ROOT, "%016X", checksum()) + "\"";
  }

  /** Returns the checksum that the storage host sends; null for none. */
  @Nullable
  String sentChecksum() {
    return switch (behavior.checksum()) {
      case RIGHT -> Long.toUnsignedString(checksum());
      case WRONG -> Long.toUnsignedString(checksum() ^ 1);
      case NONE -> null;
    };
  }
}
