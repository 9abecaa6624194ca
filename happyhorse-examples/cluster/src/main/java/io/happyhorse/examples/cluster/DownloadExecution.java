package io.happyhorse.examples.cluster;

import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.VoidExecutionHandler;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.HappyHorseException;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the video of a task. Queries the task for its link, since links are not recorded, and once more if the link expires. Each
 * query takes a slot of the shared rate. Thread-safe.
 */
final class DownloadExecution implements VoidExecutionHandler<String> {
  static final Duration LINK_LIFETIME = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(DownloadExecution.class);
  private static final Duration RETRY_AFTER_EXPIRY = Duration.ofHours(1);

  private final TaskQueryPort port;
  private final VideoDownloader downloader;
  private final Path folder;
  private final RequestBudget budget;
  private final EndTable ends;
  private final DatabaseClock clock;

  DownloadExecution(
      TaskQueryPort port,
      VideoDownloader downloader,
      Path folder,
      RequestBudget budget,
      EndTable ends,
      DatabaseClock clock) {
    this.port = port;
    this.downloader = downloader;
    this.folder = folder;
    this.budget = budget;
    this.ends = ends;
    this.clock = clock;
  }

  @Override
  public void execute(TaskInstance<String> instance, ExecutionContext context) {
    String id = instance.getId();
    Path file = folder.resolve(id + ".mp4");
    try {
      // A file with its final name is complete: a node downloaded it but could not record that.
      if (!Files.exists(file)) {
        download(TaskId.of(id), file);
      }
      ends.markDownloaded(id, file.getFileName().toString());
    } catch (SQLException error) {
      throw ClusterException.of(error);
    } catch (InterruptedException stopping) {
      throw new ClusterException("The node is stopping; the download is resumed later.");
    } catch (HappyHorseException | IllegalStateException error) {
      retryUnlessExpired(id, error);
    }
  }

  private void download(TaskId id, Path file) throws SQLException, InterruptedException {
    try {
      downloader.download(query(id), file);
    } catch (LinkExpiredException expired) {
      downloader.download(query(id), file); // resumes with a fresh link
    }
  }

  private VideoTask query(TaskId id) throws SQLException, InterruptedException {
    Instant sentAt = budget.take();
    try {
      VideoTask task = port.query(id);
      budget.succeeded(sentAt);
      return task;
    } catch (QueryException error) {
      budget.failed(error, sentAt);
      throw error;
    }
  }

  private void retryUnlessExpired(String id, RuntimeException error) {
    if (Thread.interrupted() || !isPastExpiry(id)) {
      throw error;
    }
    LOG.warn(
        "The video of {} was not downloaded before its link expired: {}", id, error.getMessage());
  }

  private boolean isPastExpiry(String id) {
    try {
      TaskEnd end = ends.find(id);
      Instant expiry = end == null ? null : end.linkExpiresAt();
      return expiry != null && clock.now().isAfter(expiry.plus(RETRY_AFTER_EXPIRY));
    } catch (SQLException error) {
      throw ClusterException.of(error);
    }
  }
}
