package io.happyhorse.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How the storage host serves a video.
 *
 * @param checksum which checksum it sends
 * @param ignoresRanges whether it answers a range with the whole video
 * @param isGone whether the video has been deleted
 * @param linkLife how long a link is valid
 * @param renewsLink whether the gateway gives a fresh link when one has expired
 * @param first how the first requests are answered, one after the other
 */
record StorageBehavior(
    Checksum checksum,
    boolean ignoresRanges,
    boolean isGone,
    Duration linkLife,
    boolean renewsLink,
    List<StorageResponse> first) {
  static final StorageBehavior NORMAL =
      new StorageBehavior(Checksum.RIGHT, false, false, Duration.ofHours(24), false, List.of());

  enum Checksum {
    RIGHT,
    WRONG,
    NONE
  }

  StorageBehavior withChecksum(Checksum value) {
    return new StorageBehavior(value, ignoresRanges, isGone, linkLife, renewsLink, first);
  }

  StorageBehavior ignoringRanges() {
    return new StorageBehavior(checksum, true, isGone, linkLife, renewsLink, first);
  }

  StorageBehavior gone() {
    return new StorageBehavior(checksum, ignoresRanges, true, linkLife, renewsLink, first);
  }

  StorageBehavior linkedFor(Duration life, boolean renewed) {
    if (life.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "A link cannot live for " + life + ": use a second or more.");
    }
    return new StorageBehavior(checksum, ignoresRanges, isGone, life, renewed, first);
  }

  StorageBehavior respondingFirst(int times, StorageResponse response) {
    if (times < 1) {
      throw new IllegalArgumentException(
          "Nothing can happen " + times + " times: use once or more.");
    }
    List<StorageResponse> more = new ArrayList<>(first);
    more.addAll(Collections.nCopies(times, response));
    return new StorageBehavior(
        checksum, ignoresRanges, isGone, linkLife, renewsLink, List.copyOf(more));
  }

  /** Returns how a request is answered, counted from 0. */
  StorageResponse response(int request) {
    return request < first.size() ? first.get(request) : StorageResponse.WHOLE;
  }
}
