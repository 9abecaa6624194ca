package io.happyhorse.core.download;

import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.DownloadDetails;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.DownloaderClosedException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One download, on one thread: requests the video, and again the rest of it, until it is whole, checked and final.
 *
 * <p>What a response means is decided by {@link TransferDecision}. Bytes that cannot be continued are replaced only when the first
 * bytes of a whole video are there, so that a host in trouble costs nothing that has come.
 */
final class Download {
  private static final int PIECE = 1 << 17;
  private static final int LONGEST_ERROR_BODY = 4_096;

  /** After so many responses that could not be continued with, each further one counts as a failed request. */
  private static final int MOST_RESTARTS = 10;

  private final Settings settings;
  private final TaskId task;
  private final DownloadTarget target;
  private final Reporter reporter;
  private final RedirectingSource source;
  private final RenewableLink link;
  private final RetryBudget budget;

  /** Whether the whole video is requested although there is a part of it. */
  private boolean wantsWhole;

  private boolean restarted;
  private int restarts;
  private boolean wasNoVideo;

  private @Nullable Duration retryAfter;
  private @Nullable String excerpt;

  Download(Settings settings, VideoTask task, DownloadTarget target, DownloadListener listener) {
    this.settings = settings;
    this.task = task.id();
    this.target = target;
    this.reporter = new Reporter(listener, task.id(), settings.time());
    this.source = new RedirectingSource(settings, task.requireLink().origin());
    this.link = new RenewableLink(settings, task, reporter, this::details);
    this.budget = new RetryBudget(settings.retries(), settings.time(), task.id());
  }

  /** Does it all. */
  DownloadedVideo run() {
    return settings.counters().count(this::download);
  }

  private DownloadedVideo download() {
    try (target) {
      reporter.begin();
      target.open();
      boolean begun = target.size() > 0;
      fetch();
      if (!fitsChecksum() && target.isRestartable()) {
        drop("it does not fit its checksum");
        fetch();
      }
      if (!fitsChecksum()) {
        target.restart();
        throw new ChecksumMismatchException(details());
      }
      target.finish();
      reporter.tell(target.size(), target.size());
      return new DownloadedVideo(task, target.file(), target.size(), check(), begun && !restarted);
    } catch (LocalStorageException trouble) {
      stopIfInterrupted(); // which closes the file, too
      throw new LocalFileException(
          trouble.problem(), details(), trouble.advice(), trouble.getCause());
    }
  }

  private boolean fitsChecksum() {
    Long told = target.version().checksum();
    return told == null || told == target.checksum();
  }

  private DownloadedVideo.Check check() {
    VideoVersion version = target.version();
    if (version.checksum() != null) {
      return DownloadedVideo.Check.CRC64;
    }
    return version.total() != null ? DownloadedVideo.Check.LENGTH : DownloadedVideo.Check.NONE;
  }

  /** Sends requests until the video is whole. */
  private void fetch() {
    Long total = target.version().total();
    boolean whole = !wantsWhole && total != null && target.size() == total;
    while (!whole) {
      stopIfInterrupted();
      try {
        whole = request();
      } catch (IOException broken) {
        stopIfInterrupted();
        pauseAfter(storageError(TransportProblem.of(broken)));
      } catch (StorageException refused) {
        pauseAfter(refused);
      } catch (NotAVideoException noVideo) {
        pauseAfter(noVideo, !wasNoVideo);
        wasNoVideo = true;
      }
    }
  }

  /** Sends one request, and takes what comes; tells whether the video is whole. */
  private boolean request() throws IOException {
    if (!wantsWhole && target.size() > 0 && target.version().eTag() == null) {
      startAgain("the host does not tell one version from another");
    }
    long from = wantsWhole ? 0 : target.size();
    excerpt = null;
    retryAfter = null;
    try (VideoResponse response =
        source.open(link.now(), from, from == 0 ? null : target.version().eTag())) {
      retryAfter = response.retryAfter(settings.time().instant());
      return take(response, from, TransferDecision.of(response, from, target.version()));
    }
  }

  private boolean take(VideoResponse response, long from, TransferDecision decision)
      throws IOException {
    if (decision instanceof TransferDecision.Whole whole) {
      if (from > 0) {
        startAgain("the host does not send parts");
      }
      VideoVersion version = whole.version();
      begin(response, version, version.total());
      return takeBody(response, version.total());
    }
    if (decision instanceof TransferDecision.Rest rest) {
      if (rest.from() == 0) {
        begin(response, rest.version(), rest.end());
      } else {
        link.warnIfExpiringSoon(response.date());
        target.begin(rest.version());
        reporter.tell(target.size(), rest.version().total());
      }
      return takeBody(response, rest.end());
    }
    return decision instanceof TransferDecision.StartAgain again
        ? requestWhole(again)
        : refused(response, (TransferDecision.Refused) decision);
  }

  /** Takes the first bytes of a video, if they are those of one, in place of all that there are. */
  private void begin(VideoResponse response, VideoVersion version, @Nullable Long end)
      throws IOException {
    link.warnIfExpiringSoon(response.date());
    reporter.tell(0, version.total());
    byte[] head = response.body().readNBytes(VideoSignature.BYTES);
    if (end != null && head.length < Math.min(end, VideoSignature.BYTES)) {
      throw new EOFException("cut off");
    }
    String problem = VideoSignature.problem(head, head.length, response.contentType());
    if (problem != null) {
      excerpt = StorageErrorBody.of(new String(head, StandardCharsets.UTF_8)).said();
      throw new NotAVideoException(problem, details());
    }
    wantsWhole = false;
    if (target.size() > 0) {
      target.restart();
    }
    target.begin(version);
    write(head, head.length, end);
  }

  /** Takes a body to its end, of which it is known where that should be, or null; tells whether the video is whole then. */
  private boolean takeBody(VideoResponse response, @Nullable Long end) throws IOException {
    byte[] piece = new byte[PIECE];
    for (int read = response.body().read(piece);
        read >= 0;
        read = response.body().read(piece)) {
      write(piece, read, end);
      stopIfInterrupted();
    }
    if (end != null && target.size() < end) {
      throw new EOFException("cut off");
    }
    return end == null || end.equals(target.version().total());
  }

  private void write(byte[] bytes, int length, @Nullable Long end) throws IOException {
    if (end != null && target.size() + length > end) {
      drop("more bytes came than there are");
      throw new IOException("more bytes than announced");
    }
    target.write(bytes, length);
    settings.counters().received(length);
    reporter.came(length, target.size(), target.version().total());
  }

  private boolean requestWhole(TransferDecision.StartAgain again) {
    startAgain(again.reason());
    restarts++;
    if (restarts > MOST_RESTARTS) {
      throw new StorageException(again.reason(), true, details(), null);
    }
    return false;
  }

  private boolean refused(VideoResponse response, TransferDecision.Refused refused)
      throws IOException {
    boolean hasErrorBody =
        response.status() != TransferDecision.OK && response.status() != TransferDecision.PARTIAL;
    if (hasErrorBody) {
      byte[] beginning = response.body().readNBytes(LONGEST_ERROR_BODY);
      StorageErrorBody body = StorageErrorBody.of(new String(beginning, StandardCharsets.UTF_8));
      excerpt = body.said();
      if (body.isExpiry(response.status())) {
        link.renew();
        return false;
      }
    }
    throw response.status() == StorageErrorBody.PROXY_AUTHENTICATION
        ? new StorageException(
            refused.reason(), false, "Give the proxy's user name and password.", details(), null)
        : new StorageException(refused.reason(), refused.isTransient(), details(), null);
  }

  /** Requests the whole video next; the bytes that there are stay until its first ones have come. */
  private void startAgain(String why) {
    if (!target.isRestartable()) {
      throw new StorageException(
          why + ", and what the stream has got cannot be taken back", false, details(), null);
    }
    restarted = true;
    wantsWhole = true;
    reporter.onEvent(new DownloadEvent.Restarted(task, why));
  }

  /** Drops the bytes that there are, since they are wrong, and requests the whole video next. */
  private void drop(String why) {
    startAgain(why);
    target.restart();
  }

  private void pauseAfter(StorageException trouble) {
    pauseAfter(trouble, trouble.isTransient());
  }

  /** Pauses before the next request, or gives up if that cannot help, or if too many in a row have brought next to nothing. */
  private void pauseAfter(DownloadException trouble, boolean mayHelp) {
    Duration pause = mayHelp ? budget.pauseAfterFailure(target.size(), retryAfter) : null;
    if (pause == null) {
      throw trouble;
    }
    reporter.onEvent(new DownloadEvent.Retrying(trouble, pause, retryAfter));
    try {
      settings.time().sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private StorageException storageError(TransportProblem problem) {
    return problem.advice() == null
        ? new StorageException(problem.text(), problem.isTransient(), details(), problem.cause())
        : new StorageException(
            problem.text(), problem.isTransient(), problem.advice(), details(), problem.cause());
  }

  private void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted();
    }
  }

  TimeSource time() {
    return settings.time();
  }

  DownloadInterruptedException interrupted() {
    return new DownloadInterruptedException(details());
  }

  DownloaderClosedException closed() {
    return new DownloaderClosedException(details());
  }

  private DownloadDetails details() {
    return new DownloadDetails(
        task,
        source.asked(),
        target.file(),
        target.size(),
        target.version().total(),
        source.requests(),
        source.status(),
        source.requestId(),
        excerpt);
  }
}
