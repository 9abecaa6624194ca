package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadEvidence;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The link of one download: whether it is over, by the server's clock as soon as that is known, and the fresh one in its place. Not
 * thread-safe.
 */
final class LinkInUse {
  private static final Duration SOON = Duration.ofHours(2);

  private final Settings settings;
  private final VideoTask task;
  private final Reporter reporter;
  private final Supplier<DownloadEvidence> evidence;
  private ResultLink link;

  /** How far the server's clock is ahead of ours; null as long as it is not known. */
  private @Nullable Duration ahead;

  private boolean renewed;
  private boolean warned;

  LinkInUse(
      Settings settings, VideoTask task, Reporter reporter, Supplier<DownloadEvidence> evidence) {
    this.settings = settings;
    this.task = task;
    this.reporter = reporter;
    this.evidence = evidence;
    this.link = task.requireLink();
  }

  ResultLink now() {
    return link;
  }

  void noteDate(@Nullable Instant date) {
    ahead = date == null ? ahead : Duration.between(settings.time().now(), date);
  }

  /** Refuses a link that is over, unless the gateway, whose clock counts, has a fresh one or finds it is not over yet. */
  void refuseIfOver() {
    if (isOver()) {
      takeLinkOf(gatewaysView());
    }
    if (isOver()) {
      throw expired(null);
    }
  }

  /** Gets a fresh link in place of one that the storage host finds over, once. */
  void renew() {
    ResultLink before = link;
    if (renewed) {
      throw expired(null);
    }
    renewed = true;
    takeLinkOf(gatewaysView());
    if (link.equals(before) || isOver()) {
      throw expired(null);
    }
  }

  void warnIfSoonOver() {
    Duration left = Duration.between(serversNow(), link.expiresAt());
    if (!warned && left.compareTo(SOON) < 0) {
      warned = true;
      reporter.happened(new DownloadEvent.LinkExpiresSoon(task.id(), left));
    }
  }

  private boolean isOver() {
    return !link.expiresAt().isAfter(serversNow());
  }

  /** Returns the time on the server's clock, or on ours if that is not known; it is no earlier than the task was seen. */
  private Instant serversNow() {
    Instant ours = settings.time().now();
    Instant theirs = ahead == null ? ours : ours.plus(ahead);
    return theirs.isBefore(task.observedAt()) ? task.observedAt() : theirs;
  }

  private VideoTask gatewaysView() {
    TaskQueryPort tasks = settings.tasks();
    if (tasks == null) {
      throw expired(null);
    }
    try {
      return tasks.query(task.id());
    } catch (QueryInterruptedException interrupted) {
      throw new DownloadInterruptedException(evidence.get());
    } catch (QueryException unanswered) {
      throw expired(unanswered);
    }
  }

  private void takeLinkOf(VideoTask seen) {
    noteDate(seen.observedAt());
    ResultLink fresh = seen.link();
    if (fresh != null && !fresh.equals(link)) {
      link = fresh;
      reporter.happened(new DownloadEvent.LinkRenewed(task.id()));
    }
  }

  private LinkExpiredException expired(@Nullable QueryException cause) {
    return new LinkExpiredException(link.expiresAt(), evidence.get(), cause);
  }
}
