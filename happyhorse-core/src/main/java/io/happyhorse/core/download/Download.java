package io.happyhorse.core.download;

import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.internal.HttpStatus;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One download, on one thread: requests the video and, after interruptions, the rest of it, until it is complete, verified and has its
 * final name. Responses are interpreted by {@link TransferDecision}.
 */
final class Download {
  /** The number of restarts after which each further one counts as a failed request. */
  private static final int MOST_RESTARTS = 10;

  private final DownloadContext context;
  private final DownloadTarget target;
  private final RenewableLink link;
  private final PartWindow window;
  private final VideoReceiver receiver;
  private final RetryPauses pauses;
  private int restarts;
  private boolean wasNoVideo;
  private @Nullable Duration retryAfter;

  Download(Settings settings, VideoTask task, DownloadTarget target, DownloadListener listener) {
    this.context = new DownloadContext(settings, task, target, listener);
    this.target = target;
    this.link = new RenewableLink(settings, task, context.reporter, context::details);
    this.window = new PartWindow(context);
    this.receiver = new VideoReceiver(context, link, window);
    this.pauses = new RetryPauses(context);
  }

  DownloadContext context() {
    return context;
  }

  /** Runs the download. */
  DownloadedVideo run() {
    return context.settings.counters().count(this::download);
  }

  private DownloadedVideo download() {
    try (target) {
      context.reporter.begin();
      target.open();
      boolean begun = target.size() > 0;
      fetch();
      if (!fitsChecksum() && target.isRestartable()) {
        receiver.drop("it does not match its checksum");
        fetch();
      }
      if (!fitsChecksum()) {
        target.restart();
        throw new ChecksumMismatchException(context.details());
      }
      target.finish();
      context.reporter.report(target.size(), target.size());
      return new DownloadedVideo(
          context.task, target.file(), target.size(), check(), begun && !receiver.hasRestarted());
    } catch (LocalStorageException error) {
      context.stopIfInterrupted(); // an interrupt also closes the file
      throw new LocalFileException(
          error.problem(), context.details(), error.advice(), error.getCause());
    }
  }

  private boolean fitsChecksum() {
    Long expected = target.version().checksum();
    return expected == null || expected == target.checksum();
  }

  private DownloadedVideo.Check check() {
    VideoVersion version = target.version();
    if (version.checksum() != null) {
      return DownloadedVideo.Check.CRC64;
    }
    return version.total() != null ? DownloadedVideo.Check.LENGTH : DownloadedVideo.Check.NONE;
  }

  /** Sends requests until the video is complete. */
  private void fetch() {
    boolean whole = receiver.isComplete();
    while (!whole) {
      context.stopIfInterrupted();
      pauses.beforeRequest(window.refusal());
      try {
        whole = request();
      } catch (IOException broken) {
        context.stopIfInterrupted();
        pauses.after(TransportProblem.of(broken).asError(context.details()), retryAfter);
      } catch (StorageException refused) {
        pauses.after(refused, retryAfter);
      } catch (NotAVideoException noVideo) {
        pauses.after(noVideo, !wasNoVideo, retryAfter);
        wasNoVideo = true;
      }
    }
  }

  /** Sends one request and processes its response; returns whether the video is complete. */
  private boolean request() throws IOException {
    long from = receiver.next();
    context.quote(null);
    retryAfter = null;
    String ifMatch = from == 0 ? null : target.version().eTag();
    try (VideoResponse response = context.source.open(link.now(), from, ifMatch)) {
      retryAfter = response.retryAfter(context.time().instant());
      return take(response, TransferDecision.of(response, from, target.version()));
    }
  }

  private boolean take(VideoResponse response, TransferDecision decision) throws IOException {
    if (decision instanceof TransferDecision.Whole whole) {
      return receiver.take(response, whole);
    }
    if (decision instanceof TransferDecision.Rest rest) {
      return receiver.take(response, rest);
    }
    return decision instanceof TransferDecision.StartAgain again
        ? requestWhole(again)
        : refused(response, (TransferDecision.Refused) decision);
  }

  private boolean requestWhole(TransferDecision.StartAgain again) {
    receiver.startAgain(again.reason());
    restarts++;
    if (restarts > MOST_RESTARTS) {
      throw context.refusal(again.reason(), true);
    }
    return false;
  }

  private boolean refused(VideoResponse response, TransferDecision.Refused refused)
      throws IOException {
    int status = response.status();
    if (status != TransferDecision.OK && status != TransferDecision.PARTIAL) {
      StorageErrorBody body = StorageErrorBody.read(response.body());
      context.quote(body.message());
      if (body.isExpiry(status)) {
        link.renew();
        return false;
      }
    }
    throw status == HttpStatus.PROXY_AUTHENTICATION_REQUIRED
        ? StorageException.ofProxy(
            refused.reason(),
            false,
            "Give the proxy's user name and password.",
            context.details(),
            null)
        : context.refusal(refused.reason(), refused.isTransient());
  }
}
