package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Passes the body of a response to a sink. If it is slow and reaches the end of a large video, parts are requested ahead of it; once the
 * first of them is reached, the body is closed, and the parts follow. Not thread-safe.
 */
final class BodyTransfer {
  private static final int PIECE = 1 << 17;

  private final DownloadContext context;
  private final RenewableLink link;
  private final DownloadTarget target;
  private final ParallelRanges ranges;
  private final PartWindow window;

  BodyTransfer(DownloadContext context, RenewableLink link, PartWindow window) {
    this.context = context;
    this.link = link;
    this.target = context.target;
    this.ranges = context.settings.ranges();
    this.window = window;
  }

  /**
   * Receives a body.
   *
   * @param end the expected end; null if unknown
   * @param sink writes to the target
   * @return whether the video is complete
   */
  boolean run(VideoResponse response, @Nullable Long end, PartBuffer.Sink sink) throws IOException {
    try {
      if (takeUpToParts(response, end, sink)) {
        response.close();
        return takeParts(sink);
      }
    } finally {
      window.close();
    }
    if (end != null && target.size() < end) {
      throw new EOFException("cut off");
    }
    return end == null || end.equals(target.version().total());
  }

  /** Receives a body up to its end, or up to parts that were received ahead of it; returns whether there are such parts. */
  private boolean takeUpToParts(VideoResponse response, @Nullable Long end, PartBuffer.Sink sink)
      throws IOException {
    boolean reachesEnd = end != null && end.equals(target.version().total());
    long start = context.time().nanoTime();
    long from = target.size();
    byte[] piece = new byte[PIECE];
    while (true) {
      if (reachesEnd
          && !window.isOpen()
          && ranges.isSlow(target.size() - from, context.time().since(start))) {
        window.openAheadOf(response, link.now());
      }
      if (window.isReached()) {
        return true;
      }
      int read = response.body().read(piece, 0, (int) Math.min(PIECE, window.distance()));
      if (read < 0) {
        return false;
      }
      sink.write(piece, read);
      context.stopIfInterrupted();
    }
  }

  /** Takes the parts in order; returns whether the video is complete. Otherwise its rest must be requested. */
  private boolean takeParts(PartBuffer.Sink sink) throws IOException {
    boolean isTaken = true;
    while (isTaken) {
      isTaken = window.take(link.now(), sink);
      context.stopIfInterrupted();
    }
    Long total = target.version().total();
    return total != null && target.size() == total;
  }
}
