package io.happyhorse.core.download;

import io.happyhorse.core.error.DownloadDetails;
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
 * The link of one download, and the fresh one in its place once the storage host says that it has expired. The expiry in a URL
 * only warns. Not thread-safe.
 */
final class RenewableLink {
  private static final Duration SOON = Duration.ofHours(2);

  private final Settings settings;
  private final VideoTask task;
  private final Reporter reporter;
  private final Supplier<DownloadDetails> details;
  private ResultLink link;
  private boolean renewed;
  private boolean warned;

  RenewableLink(
      Settings settings, VideoTask task, Reporter reporter, Supplier<DownloadDetails> details) {
    this.settings = settings;
    this.task = task;
    this.reporter = reporter;
    this.details = details;
    this.link = task.requireLink();
  }

  ResultLink now() {
    return link;
  }

  /**
   * Replaces the link, which the storage host says has expired, by a fresh one of the gateway, once.
   *
   * @throws LinkExpiredException if there is none
   */
  void renew() {
    if (renewed) {
      throw expired(null);
    }
    renewed = true;
    ResultLink fresh = queried().link();
    if (fresh == null || fresh.reveal().equals(link.reveal())) {
      throw expired(null);
    }
    link = fresh;
    reporter.onEvent(new DownloadEvent.LinkRenewed(task.id()));
  }

  private VideoTask queried() {
    TaskQueryPort tasks = settings.tasks();
    if (tasks == null) {
      throw expired(null);
    }
    try {
      return tasks.query(task.id());
    } catch (QueryInterruptedException interrupted) {
      throw new DownloadInterruptedException(details.get());
    } catch (QueryException unanswered) {
      throw expired(unanswered);
    }
  }

  /**
   * Reports once that the link is expected to expire soon.
   *
   * @param date the storage host's date; null if it gave none
   */
  void warnIfExpiringSoon(@Nullable Instant date) {
    Instant now = date == null ? settings.time().instant() : date;
    Duration left = Duration.between(now, link.expiresAt());
    if (!warned && left.compareTo(SOON) < 0) {
      warned = true;
      reporter.onEvent(
          new DownloadEvent.LinkExpiresSoon(task.id(), left.isNegative() ? Duration.ZERO : left));
    }
  }

  private LinkExpiredException expired(@Nullable QueryException cause) {
    return new LinkExpiredException(link.expiresAt(), details.get(), cause);
  }
}
