package io.happyhorse.testkit;

import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A video of the fake's storage host, and the faults of that host. The bytes are generated while they are sent, so a large video needs
 * no memory. Immutable.
 *
 * <p>The storage host serves requests with the complete link for 24 hours. Like the real one, it responds to ranges with 206, and
 * refuses {@code HEAD} and requests with {@code Authorization}.
 */
public final class FakeVideo {
  private final VideoBytes bytes;
  private final StorageBehavior behavior;

  private FakeVideo(VideoBytes bytes, StorageBehavior behavior) {
    this.bytes = bytes;
    this.behavior = behavior;
  }

  /** {@return a small, playable MP4 video of three seconds} */
  public static FakeVideo sample() {
    return new FakeVideo(VideoBytes.SAMPLE, StorageBehavior.NORMAL);
  }

  /**
   * Returns a video of a given size: the sample, followed by padding that players skip. If the size is too small for the sample, the
   * video is one MP4 box of padding. Fewer than 8 bytes are not a valid video.
   *
   * @param bytes the size, zero or more
   */
  public static FakeVideo ofSize(long bytes) {
    return new FakeVideo(new VideoBytes(bytes), StorageBehavior.NORMAL);
  }

  /** {@return this video with a wrong checksum} */
  public FakeVideo withWrongChecksum() {
    return with(behavior.withChecksum(StorageBehavior.Checksum.WRONG));
  }

  /** {@return this video without a checksum} */
  public FakeVideo withoutChecksum() {
    return with(behavior.withChecksum(StorageBehavior.Checksum.NONE));
  }

  /** {@return this video from a host that responds to a range with the whole video} */
  public FakeVideo ignoringRanges() {
    return with(behavior.ignoringRanges());
  }

  /** {@return a deleted video: requests get 404} */
  public FakeVideo gone() {
    return with(behavior.gone());
  }

  /**
   * Returns this video from a host that closes the connection within the body.
   *
   * @param bytes the number of bytes of a response that are sent
   * @param times the number of affected responses
   */
  public FakeVideo cutAfter(long bytes, int times) {
    if (bytes < 0 || times < 1) {
      throw new IllegalArgumentException("A video cannot be cut after " + bytes + " bytes, " + times
          + " times: use zero or more bytes, once or more.");
    }
    return first(times, new VideoContent(bytes, Delivery.Ending.CUT));
  }

  /**
   * Returns this video from a host that once stops sending within the body and keeps the connection open.
   *
   * @param bytes the number of bytes of a response that are sent
   */
  public FakeVideo stallingAfter(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "A video cannot stall after " + bytes + " bytes: use zero or more.");
    }
    return first(1, new VideoContent(bytes, Delivery.Ending.STALL));
  }

  /**
   * Returns this video from a host that responds with an error.
   *
   * @param status the HTTP status
   * @param times the number of affected responses
   */
  public FakeVideo refused(int status, int times) {
    if (status < 400 || status > 599 || times < 1) {
      throw new IllegalArgumentException("A video cannot be refused with HTTP " + status + ", "
          + times + " times: use 400 to 599, once or more.");
    }
    return first(times, StorageResponse.status(status));
  }

  /**
   * Returns this video from a host that responds once with a given response first, such as an error page, {@code Retry-After} or the
   * error of another vendor.
   *
   * @param status the HTTP status, 200 to 599
   * @param headers the headers, {@code Content-Type} included
   */
  public FakeVideo respondingFirst(int status, Map<String, String> headers, String body) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "A video request cannot get HTTP " + status + ": use 200 to 599.");
    }
    return first(1, StorageResponse.prepared(status, Map.copyOf(headers), body));
  }

  /**
   * Returns this video from a host that redirects.
   *
   * @param location the header {@code Location}; empty to redirect to the same URL
   * @param times the number of affected responses
   */
  public FakeVideo redirected(String location, int times) {
    return first(times, StorageResponse.redirect(location));
  }

  /**
   * Returns this video, which replaces another one after the first request.
   *
   * @param other the video that the first request gets
   */
  public FakeVideo replacing(FakeVideo other) {
    return first(1, StorageResponse.other(other));
  }

  /**
   * Returns this video with a limited lifetime of its link. Default: 24 hours.
   *
   * @param life the lifetime, counted from the end of the task; more than zero
   * @param renewed whether the gateway provides a new link after the link has expired
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

  /** {@return the size in bytes} */
  public long size() {
    return bytes.size();
  }

  /**
   * {@return the CRC-64/XZ of the whole video as an unsigned number; it may differ from the checksum that the storage host sends}
   */
  public long checksum() {
    return bytes.checksum();
  }

  /**
   * Opens the bytes of a range.
   *
   * @param from the first byte
   * @param to the byte after the last
   * @return the bytes, generated while they are read
   */
  public InputStream open(long from, long to) {
    return bytes.open(from, to);
  }

  StorageBehavior behavior() {
    return behavior;
  }

  /** Returns the value of the header {@code ETag}. */
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
