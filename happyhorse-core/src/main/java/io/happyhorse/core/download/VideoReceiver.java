package io.happyhorse.core.download;

import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.port.VideoResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of responses to the target of a download. Bytes that cannot be continued are replaced only once the first bytes of
 * a whole video have been received, so that a failing host does not destroy progress. Not thread-safe.
 */
final class VideoReceiver {
  private final DownloadContext context;
  private final DownloadTarget target;
  private final RenewableLink link;
  private final PartWindow window;
  private final BodyTransfer transfer;

  /** Whether the whole video is requested although a part was received. */
  private boolean wantsWhole;

  private boolean restarted;

  VideoReceiver(DownloadContext context, RenewableLink link, PartWindow window) {
    this.context = context;
    this.target = context.target;
    this.link = link;
    this.window = window;
    this.transfer = new BodyTransfer(context, link, window);
  }

  /** Returns whether the transfer was restarted at least once. */
  boolean hasRestarted() {
    return restarted;
  }

  boolean isComplete() {
    Long total = target.version().total();
    return !wantsWhole && total != null && target.size() == total;
  }

  /** Returns the offset of the first byte to request. */
  long next() {
    if (!wantsWhole && target.size() > 0 && target.version().eTag() == null) {
      startAgain("the host does not identify versions of the video");
    }
    return wantsWhole ? 0 : target.size();
  }

  /** Receives the whole video; returns whether it is complete. */
  boolean take(VideoResponse response, TransferDecision.Whole whole) throws IOException {
    if (!wantsWhole && target.size() > 0) {
      startAgain("the host does not send parts");
    }
    VideoVersion version = whole.version();
    begin(response, version, version.total());
    return takeBody(response, version.total());
  }

  /** Receives the next part of the video; returns whether the video is complete. */
  boolean take(VideoResponse response, TransferDecision.Rest rest) throws IOException {
    if (rest.from() == 0) {
      begin(response, rest.version(), rest.end());
    } else {
      link.warnIfExpiringSoon(response.date());
      target.begin(rest.version());
      context.reporter.report(target.size(), rest.version().total());
    }
    return takeBody(response, rest.end());
  }

  private boolean takeBody(VideoResponse response, @Nullable Long end) throws IOException {
    return transfer.run(response, end, (bytes, length) -> write(bytes, length, end));
  }

  /** Replaces the received bytes by the first bytes of a response, if these are a video. */
  private void begin(VideoResponse response, VideoVersion version, @Nullable Long end)
      throws IOException {
    link.warnIfExpiringSoon(response.date());
    context.reporter.report(0, version.total());
    byte[] head = response.body().readNBytes(VideoSignature.BYTES);
    if (end != null && head.length < Math.min(end, VideoSignature.BYTES)) {
      throw new EOFException("cut off");
    }
    String problem = VideoSignature.problem(head, head.length, response.contentType());
    if (problem != null) {
      context.quote(
          StorageErrorBody.of(new String(head, StandardCharsets.UTF_8)).message());
      throw new NotAVideoException(problem, context.details());
    }
    wantsWhole = false;
    if (target.size() > 0) {
      target.restart();
    }
    target.begin(version);
    write(head, head.length, end);
  }

  private void write(byte[] bytes, int length, @Nullable Long end) throws IOException {
    if (end != null && target.size() + length > end) {
      drop("the host sent more bytes than the video has");
      throw new IOException("more bytes than announced");
    }
    target.write(bytes, length);
    context.settings.counters().received(length);
    context.reporter.received(
        length, target.size() + window.bytes(), target.version().total());
  }

  /** Requests the whole video next; the received bytes are kept until its first bytes arrive. */
  void startAgain(String why) {
    if (!target.isRestartable()) {
      throw context.refusal(
          why + ", and the bytes written to the stream cannot be discarded", false);
    }
    restarted = true;
    wantsWhole = true;
    context.reporter.onEvent(new DownloadEvent.Restarted(context.task, why));
  }

  /** Discards the received bytes, since they are wrong, and requests the whole video next. */
  void drop(String why) {
    startAgain(why);
    target.restart();
  }
}
