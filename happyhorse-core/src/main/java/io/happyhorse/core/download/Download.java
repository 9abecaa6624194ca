package io.happyhorse.core.download;

import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.DownloadEvidence;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoStream;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.SafeText;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** One download, on one thread: asks for the video, and again for the rest of it, until it is whole, checked and final. */
final class Download {
  private static final int PIECE = 1 << 17;
  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int PART = 206;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> RANGE_REFUSALS = Set.of(206, 412, 416);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What a request must bring to count as one that has brought anything. */
  private static final long WORTH_A_REQUEST = 1 << 20;

  private final Settings settings;
  private final TaskId task;
  private final Target target;
  private final Reporter reporter;
  private final LinkGuard guard;
  private final LinkInUse link;
  private int requests;
  private int fruitless;

  /** How far the download had come at most when there was trouble: what is fetched anew does not count as progress. */
  private long furthest;

  private boolean restarted;
  private URI asked;
  private @Nullable Integer httpStatus;
  private @Nullable String requestId;
  private @Nullable String excerpt;

  Download(Settings settings, VideoTask task, Target target, DownloadListener listener) {
    this.settings = settings;
    this.task = task.id();
    this.asked = task.requireLink().origin();
    this.target = target;
    this.reporter = new Reporter(listener, task.id(), settings.time());
    this.link = new LinkInUse(settings, task, reporter, this::evidence);
    this.guard = new LinkGuard(settings.source().origin(), settings.allowsPrivate());
  }

  /** Does it all. */
  DownloadedVideo run() {
    try (target) {
      reporter.begin();
      target.open();
      boolean begun = target.size() > 0;
      fetch();
      if (!isAsItShouldBe() && isBegunAnew("it does not fit its checksum")) {
        fetch();
      }
      if (!isAsItShouldBe()) {
        boolean unused = target.restart();
        throw new ChecksumMismatchException(evidence());
      }
      target.finish();
      reporter.tell(target.size(), target.size());
      return new DownloadedVideo(task, target.file(), target.size(), check(), begun && !restarted);
    } catch (LocalTrouble trouble) {
      if (Thread.currentThread().isInterrupted()) { // which closes the file, too
        throw interrupted();
      }
      throw new LocalFileException(
          trouble.problem(), evidence(), trouble.advice(), trouble.getCause());
    }
  }

  private boolean isAsItShouldBe() {
    Long told = target.version().checksum();
    return told == null || told == target.checksum();
  }

  private DownloadedVideo.Check check() {
    Version version = target.version();
    if (version.checksum() != null) {
      return DownloadedVideo.Check.CRC64;
    }
    return version.total() != null ? DownloadedVideo.Check.LENGTH : DownloadedVideo.Check.NONE;
  }

  /** Asks until the video is whole. */
  private void fetch() {
    boolean whole = isWhole();
    if (!whole) {
      link.refuseIfOver();
    }
    while (!whole) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      try {
        whole = ask();
      } catch (IOException broken) {
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
        pauseAfter(storageError(problem(broken), !isLasting(broken), broken));
      } catch (StorageException refused) {
        pauseAfter(refused);
      }
    }
  }

  /** Tells whether trouble will be the same next time: the host is not who it says it is. */
  private static boolean isLasting(IOException broken) {
    return broken instanceof SSLHandshakeException || broken instanceof SSLPeerUnverifiedException;
  }

  private boolean isWhole() {
    Long total = target.version().total();
    return total != null && target.size() == total;
  }

  /** Asks once, and takes in what comes; tells whether the video is whole. */
  private boolean ask() throws IOException {
    if (target.size() > 0 && target.version().eTag() == null) {
      startAgain("the host does not tell one version from another");
    }
    long from = target.size();
    try (VideoStream answer = open(from, from == 0 ? null : target.version().eTag())) {
      link.warnIfSoonOver();
      if (answer.status() == OK && isWebPage(answer)) {
        throw storageError("it sends a web page", true, null);
      }
      if (answer.status() == OK) {
        if (from > 0) {
          startAgain("the host does not send parts");
        }
        target.begin(Version.of(answer));
        return takeIn(answer);
      }
      if (from > 0 && answer.status() == PART && isTheRest(answer, from)) {
        return takeIn(answer);
      }
      if (from > 0 && RANGE_REFUSALS.contains(answer.status())) {
        startAgain("the video is not the one that was begun");
        return false;
      }
      return refused(Refusal.read(answer));
    }
  }

  private static boolean isWebPage(VideoStream answer) {
    String type = answer.contentType();
    return type != null && type.toLowerCase(Locale.ROOT).contains("html");
  }

  private boolean isTheRest(VideoStream answer, long from) {
    VideoStream.Range range = answer.range();
    Long total = target.version().total();
    return range != null
        && total != null
        && total.equals(range.total())
        && range.from() == from
        && range.to() == total - 1
        && target.version().isOf(answer);
  }

  private boolean refused(Refusal refusal) {
    excerpt = refusal.said();
    if (refusal.isExpiry()) {
      link.renew();
      return false;
    }
    throw storageError(refusal.meaning(), refusal.isPassing(), null);
  }

  /** Sends a request, and follows where it is led. */
  private VideoStream open(long from, @Nullable String ifMatch) throws IOException {
    ResultLink at = link.now();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      asked = at.origin();
      refuseIf(guard.objection(at));
      requests++;
      httpStatus = null;
      requestId = null;
      excerpt = null;
      VideoStream answer = settings.source().open(at, from, ifMatch, settings.stall());
      httpStatus = answer.status();
      requestId = answer.requestId();
      link.noteDate(answer.date());
      if (!REDIRECTS.contains(answer.status())) {
        return answer;
      }
      answer.close();
      ResultLink next = next(at, answer.location());
      refuseIf(LinkGuard.objection(at, next));
      at = next == null ? at : next;
    }
    throw storageError("it redirects more than " + MOST_REDIRECTS + " times", false, null);
  }

  private @Nullable ResultLink next(ResultLink at, @Nullable String location) {
    try {
      return location == null
          ? null
          : ResultLink.parse(
              at.reveal().resolve(location).toString(), at.expiresAt(), at.expiresAt());
    } catch (IllegalArgumentException noUrl) {
      return null;
    }
  }

  private void refuseIf(@Nullable String objection) {
    if (objection != null) {
      throw storageError(objection, false, null);
    }
  }

  /** Takes a body in, to its end; tells whether the video is whole, which a body without a length is at its end. */
  private boolean takeIn(VideoStream answer) throws IOException {
    byte[] piece = new byte[PIECE];
    Long total = target.version().total();
    reporter.tell(target.size(), total);
    for (int read = answer.body().read(piece); read >= 0; read = answer.body().read(piece)) {
      target.write(piece, read);
      reporter.came(read, target.size(), total);
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
    }
    if (total != null && target.size() > total) {
      startAgain("more bytes came than there are");
      throw new IOException("more bytes than announced");
    }
    if (total != null && target.size() < total) {
      throw new EOFException("cut off");
    }
    return true;
  }

  private void startAgain(String why) {
    if (!isBegunAnew(why)) {
      throw storageError(why + ", and what the stream has got cannot be taken back", false, null);
    }
  }

  private boolean isBegunAnew(String why) {
    boolean begunAnew = target.restart();
    if (begunAnew) {
      restarted = true;
      reporter.happened(new DownloadEvent.Restarted(task, why));
    }
    return begunAnew;
  }

  /** Pauses before the next request, or gives up if it cannot help, or if too many in a row have brought next to nothing. */
  private void pauseAfter(StorageException trouble) {
    fruitless = target.size() - furthest >= WORTH_A_REQUEST ? 1 : fruitless + 1;
    furthest = Math.max(furthest, target.size());
    if (fruitless > settings.retries() || !trouble.isTransient()) {
      throw trouble;
    }
    Duration longest = FIRST_PAUSE.multipliedBy(1L << Math.min(fruitless - 1, 10));
    longest = longest.compareTo(LONGEST_PAUSE) < 0 ? longest : LONGEST_PAUSE;
    Duration pause = Duration.ofNanos(
        ThreadLocalRandom.current().nextLong(longest.toNanos() / 2, longest.toNanos() + 1));
    reporter.happened(new DownloadEvent.Retrying(trouble, pause));
    try {
      settings.time().sleep(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private static String problem(IOException broken) {
    if (broken instanceof EOFException) {
      return "the transfer was cut off";
    }
    String name = broken.getClass().getSimpleName();
    return broken.getMessage() == null ? name : name + ": " + broken.getMessage();
  }

  private StorageException storageError(
      String problem, boolean passing, @Nullable IOException cause) {
    boolean fit = cause != null && SafeText.isFit(cause, UnaryOperator.identity());
    return new StorageException(problem, passing, evidence(), fit ? cause : null);
  }

  DownloadInterruptedException interrupted() {
    return new DownloadInterruptedException(evidence());
  }

  private DownloadEvidence evidence() {
    return new DownloadEvidence(
        task,
        asked,
        target.file(),
        target.size(),
        target.version().total(),
        requests,
        httpStatus,
        requestId,
        excerpt);
  }
}
