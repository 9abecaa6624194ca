package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a video that are requested ahead of the written bytes, and taken in order. A partial file therefore always contains the
 * beginning of the video, and the memory for parts is limited. After the first part that fails, no further part is requested. Not
 * thread-safe.
 */
final class PartWindow {
  private static final Duration PROGRESS_EVERY = Duration.ofMillis(100);

  private final DownloadContext context;
  private final ParallelRanges ranges;
  private final PartLanes lanes;
  private final Deque<PartRequest> requests = new ArrayDeque<>();
  private final Deque<PartBuffer> unused = new ArrayDeque<>();
  private long first;
  private long next;
  private boolean failed;
  private @Nullable PartRefusedException refusal;

  PartWindow(DownloadContext context) {
    this.context = context;
    this.ranges = context.settings.ranges();
    this.lanes = new PartLanes(context.settings.parts());
  }

  /** Requests parts ahead of a response with the rest of the video, if the host serves them and enough bytes are missing. */
  void openAheadOf(VideoResponse response, ResultLink link) {
    long size = context.target.size();
    VideoVersion version = context.target.version();
    boolean isLarge = version.total() != null && version.total() - size >= ranges.leastBytes();
    if (!failed && isLarge && version.eTag() != null && response.acceptsRanges()) {
      lanes.setOtherRequest(true);
      first = (size / ranges.partBytes() + 1) * ranges.partBytes();
      next = first;
      request(link);
    }
  }

  boolean isOpen() {
    return !requests.isEmpty();
  }

  /** Returns the number of bytes before the first part; the largest number if there is none. */
  long distance() {
    return isOpen() ? first - context.target.size() : Long.MAX_VALUE;
  }

  /** Returns whether the first part follows the written bytes and has been received. This waits for it, if it was requested. */
  boolean isReached() {
    PartRequest head = requests.peek();
    if (head == null || distance() > 0) {
      return false;
    }
    if (!head.hasBegun()) {
      close();
    }
    return await() != null;
  }

  /** Requests as many parts as the limits allow. */
  private void request(ResultLink link) {
    VideoVersion version = context.target.version();
    long total = version.total() == null ? 0 : version.total();
    while (next < total && requests.size() < ranges.window() && lanes.isAllowed()) {
      long end = Math.min(total, next + ranges.partBytes());
      PartRequest request = new PartRequest(
          context.source.forPart(),
          link,
          new VideoPart(next, end - 1, version),
          unused.isEmpty() ? new PartBuffer(ranges.partBytes()) : unused.pop(),
          context.time());
      requests.add(request);
      lanes.add(request);
      next = end;
    }
  }

  /** Passes the next part to a sink, and requests further ones; returns false if there is no next part, or if it has failed. */
  boolean take(ResultLink link, PartBuffer.Sink sink) throws IOException {
    lanes.setOtherRequest(false);
    PartBuffer part = await();
    if (part == null) {
      return false;
    }
    requests.remove();
    part.writeTo(sink);
    part.clear();
    unused.push(part);
    request(link);
    return true;
  }

  /** Waits for the next part, and reports the progress meanwhile; null if there is none, or if it has failed. */
  private @Nullable PartBuffer await() {
    PartRequest head = requests.peek();
    while (head != null) {
      try {
        return context.time().await(head.received(), PROGRESS_EVERY);
      } catch (TimeoutException notYet) {
        context.reporter.report(
            context.target.size() + bytes(), context.target.version().total());
      } catch (ExecutionException broken) {
        fail(broken.getCause());
        return null;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw context.interrupted();
      }
    }
    return null;
  }

  private void fail(@Nullable Throwable cause) {
    failed = true;
    refusal = cause instanceof PartRefusedException refused ? refused : null;
    close();
  }

  /** Returns the number of bytes in memory. */
  long bytes() {
    return requests.stream().mapToLong(PartRequest::bytes).sum();
  }

  /** Returns the response that came in place of a part; null if there was none. */
  @Nullable
  PartRefusedException refusal() {
    return refusal;
  }

  /** Ends all requests, and discards their bytes. */
  void close() {
    lanes.close();
    requests.forEach(PartRequest::stop);
    requests.clear();
    unused.clear();
  }
}
