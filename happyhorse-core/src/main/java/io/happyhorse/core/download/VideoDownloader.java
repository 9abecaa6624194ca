package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Downloads videos. A link expires about 24 hours after its task has ended.
 *
 * <pre>{@code
 * try (VideoDownloader videos = VideoDownloader.of(gateway)) {
 *   DownloadedVideo video = videos.download(done, Path.of("cat.mp4"));
 * }
 * }</pre>
 *
 * <p>A file gets its final name when the video is complete, verified (by the storage host's checksum if there is one, otherwise by
 * length) and forced to disk. Until then the bytes are in a file beside it, {@code cat.mp4.happyhorse-part} (a shorter name if that
 * exceeds 255 bytes). They are kept if the download fails: the next download of the same task to the same file resumes, also in another
 * process. An existing file is not replaced unless {@linkplain VideoDownloaderBuilder#replaceExisting allowed}.
 *
 * <p>Only videos are saved; the first bytes decide what is a video. If an empty body, JSON or a web page is received twice, the
 * download ends with a {@link io.happyhorse.core.error.NotAVideoException}. {@code Content-Range} decides where bytes are written; a
 * response that contradicts itself or belongs to another version of the video is not used. If a host sends neither length nor checksum,
 * {@link DownloadedVideo#check()} is {@code NONE}, and it is unknown whether the video is complete.
 *
 * <p>An interrupted transfer is resumed up to 5 consecutive times, after pauses of up to 1 s, 2 s, 4 s, and so on to 30 s. A {@code
 * Retry-After} of up to 10 minutes is the minimum pause. A request that transfers 1 MiB resets the count. If the storage host reports
 * an expired link, the gateway is queried once for a fresh one. Up to 5 redirects are followed, but none from https to http. A video is
 * never held in memory.
 *
 * <p>A large video that one request receives slowly is requested in parts, by default with up to 4 concurrent requests. The parts are
 * written in order, see {@link VideoDownloaderBuilder#parallelRanges}.
 *
 * <p>An interrupt of the thread ends its download with a {@link io.happyhorse.core.error.DownloadInterruptedException} and sets the
 * interrupt flag. Every error is a {@link io.happyhorse.core.error.DownloadException} with the task; for a task without a video, see
 * {@link VideoTask#requireLink()}.
 *
 * <p>Thread-safe. Close it when the application ends. Background downloads, parts, and the forcing of a large file while it is received
 * use daemon threads, which end when idle.
 */
public final class VideoDownloader implements AutoCloseable {
  /** The maximum duration of {@link #close()}. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private static final DownloadListener NO_LISTENER = progress -> {};

  private final Settings settings;
  private final DownloadQueue background;
  private final DownloadStarter starter;

  VideoDownloader(Settings settings) {
    this.settings = settings;
    this.background = new DownloadQueue(settings.time(), settings.maxConcurrent());
    this.starter = new DownloadStarter(settings, background);
  }

  /**
   * Returns a downloader with the default settings.
   *
   * @param <G> a gateway that is both ports, such as {@code FeignTaskQuery}
   * @param gateway the source of the videos, which is also queried for fresh links
   */
  public static <G extends TaskQueryPort & VideoSourcePort> VideoDownloader of(G gateway) {
    return builder(gateway).build();
  }

  /**
   * Returns a builder with the default settings.
   *
   * @param <G> a gateway that is both ports, such as {@code FeignTaskQuery}
   * @param gateway the source of the videos, which is also queried for fresh links
   */
  public static <G extends TaskQueryPort & VideoSourcePort> VideoDownloaderBuilder builder(
      G gateway) {
    return builderFrom(gateway).freshLinksFrom(gateway);
  }

  /**
   * Returns a builder with the default settings and without a gateway to query for fresh links, see
   * {@link VideoDownloaderBuilder#freshLinksFrom}.
   *
   * @param source the source of the videos
   */
  public static VideoDownloaderBuilder builderFrom(VideoSourcePort source) {
    return new VideoDownloaderBuilder(source);
  }

  /** Downloads a video to a file as {@link #download(VideoTask, Path, DownloadListener)} does, without a listener. */
  public DownloadedVideo download(VideoTask task, Path file) {
    return download(task, file, NO_LISTENER);
  }

  /**
   * Downloads a video to a file on the calling thread.
   *
   * @param task an observation of a task that ended in SUCCESS
   * @param file the file to create, in an existing folder; a file of this name is replaced only after {@link
   *     VideoDownloaderBuilder#replaceExisting}, otherwise the download fails
   * @param listener receives progress and events
   * @throws io.happyhorse.core.error.DownloadException if the download fails
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if the task has no link
   */
  public DownloadedVideo download(VideoTask task, Path file, DownloadListener listener) {
    return starter.run(task, starter.fileTarget(task, file), listener);
  }

  /** Writes a video to a stream as {@link #transfer(VideoTask, OutputStream, DownloadListener)} does, without a listener. */
  public DownloadedVideo transfer(VideoTask task, OutputStream to) {
    return transfer(task, to, NO_LISTENER);
  }

  /**
   * Writes a video to a stream on the calling thread, for a store of the caller. If this throws, the stream may have received a part of the
   * video, which must be discarded. {@link java.nio.channels.Channels#newOutputStream} adapts a channel.
   *
   * @param task an observation of a task that ended in SUCCESS
   * @param to the stream to write to; it is not closed
   * @param listener receives progress and events
   * @throws io.happyhorse.core.error.DownloadException if the transfer fails
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if the task has no link
   */
  public DownloadedVideo transfer(VideoTask task, OutputStream to, DownloadListener listener) {
    return starter.run(task, new StreamTarget(Objects.requireNonNull(to, "to")), listener);
  }

  /** Downloads a video in the background as {@link #start(VideoTask, Path, DownloadListener)} does, without a listener. */
  public CompletableFuture<DownloadedVideo> start(VideoTask task, Path file) {
    return start(task, file, NO_LISTENER);
  }

  /**
   * Downloads a video to a file in the background. By default, up to 4 downloads run concurrently; the others wait, ordered by the
   * expiry of their links.
   *
   * @param task an observation of a task that ended in SUCCESS
   * @param file the file to create, in an existing folder
   * @param listener receives progress and events
   * @return a future of the video; it fails with a {@link io.happyhorse.core.error.DownloadException}. Cancelling it ends the download. It
   *     uses the downloader's time source
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if the task has no link
   */
  public CompletableFuture<DownloadedVideo> start(
      VideoTask task, Path file, DownloadListener listener) {
    return starter.enqueue(task, file, listener).future();
  }

  /**
   * Downloads many videos in the background, ordered by the expiry of their links, and blocks until all have ended. An interrupt of the
   * calling thread ends the unfinished ones and sets the interrupt flag; received bytes are kept.
   *
   * @param tasks observations of tasks; if there are several of one task, the last one is used
   * @param file returns the file of a task
   * @return the outcome of each download, in the order of the tasks
   */
  public Map<TaskId, DownloadOutcome> downloadAll(
      Collection<VideoTask> tasks, Function<VideoTask, Path> file) {
    return new DownloadBatch(
            settings.time(), task -> starter.enqueue(task, file.apply(task), NO_LISTENER))
        .run(tasks);
  }

  /** Returns the state and the totals of the downloader, for metrics and diagnosis. The cost is constant. */
  public DownloaderSnapshot snapshot() {
    return settings.counters().snapshot(background.waiting());
  }

  /**
   * Ends the downloads in the background with a {@link io.happyhorse.core.error.DownloaderClosedException}, and waits up to 5 s for
   * them to close their files. Received bytes are kept, and the next download of the same task to the same file resumes. Downloads
   * on callers' threads are not affected. Later downloads fail with the same error. Closing again has no effect.
   */
  @Override
  public void close() {
    background.close(CLOSE_LIMIT);
    settings.parts().close();
    settings.disk().close();
  }
}
