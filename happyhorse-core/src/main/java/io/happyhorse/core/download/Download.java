package io.happyhorse.core.download;

import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.DownloadException;
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
  private final RetryBudget budget;
  private int restarts;
  private boolean wasNoVideo;
  private @Nullable Duration retryAfter;

  Download(Settings settings, VideoTask task, DownloadTarget target, DownloadListener listener) {
    this.context = new DownloadContext(settings, task, target, listener);
    this.target = target;
    this.link = new RenewableLink(settings, task, context.reporter, context::details);
    this.window = new PartWindow(context);
    this.receiver = new VideoReceiver(context, link, window);
    this.budget = new RetryBudget(settings.tries(), settings.time(), task.id());
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
      context.reporter.tell(target.size(), target.size());
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
      pauseIfPartWasRefused();
      try {
        whole = request();
      } catch (IOException broken) {
        context.stopIfInterrupted();
        pauseAfter(TransportProblem.of(broken).asError(context.details()));
      } catch (StorageException refused) {
        pauseAfter(refused);
      } catch (NotAVideoException noVideo) {
        pauseAfter(noVideo, !wasNoVideo);
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

  /** Respects the {@code Retry-After} of a refused part, before the next request. */
  private void pauseIfPartWasRefused() {
    PartRefusedException refused = window.refusal();
    Duration asked = refused == null ? null : refused.pauseLeft(context.time());
    if (refused != null && asked != null) {
      context.source.record(refused);
      StorageException error = context.refusal(StorageErrorBody.meaning(refused.status()), true);
      pause(error, RetryBudget.limited(asked), asked);
    }
  }

  private void pauseAfter(StorageException error) {
    pauseAfter(error, error.isTransient());
  }

  /** Pauses before the next request. Fails if another request cannot help or too many consecutive requests failed. */
  private void pauseAfter(DownloadException error, boolean mayHelp) {
    Duration pause = mayHelp ? budget.pauseAfterFailure(target.size(), retryAfter) : null;
    if (pause == null) {
      throw error;
    }
    pause(error, pause, retryAfter);
  }

  private void pause(DownloadException error, Duration pause, @Nullable Duration asked) {
    context.reporter.onEvent(new DownloadEvent.Retrying(error, pause, asked));
    try {
      context.time().sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw context.interrupted();
    }
  }
}
