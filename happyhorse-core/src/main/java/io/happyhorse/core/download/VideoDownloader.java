package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.PendingWork;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Downloads videos before their links expire, 24 hours after the task's end.
 *
 * <pre>{@code
 * try (VideoDownloader videos = VideoDownloader.of(gateway)) {
 *   DownloadedVideo video = videos.download(done, Path.of("cat.mp4"));
 * }
 * }</pre>
 *
 * <p>A file gets its name only when the video is whole, checked (by the checksum of the storage host if it gives one, else by
 * length) and on the disk. Until then the bytes are in a file beside it, {@code cat.mp4.happyhorse-part} (shortened if that has more than 255
 * bytes), and stay there if the download ends early: the next one of the same task to the same file resumes, also in another process. An existing
 * file is not replaced unless that is {@linkplain VideoDownloaderBuilder#replaceExisting allowed}.
 *
 * <p>What is saved is a video, decided by its first bytes: an empty body, JSON or a web page ends, when it comes twice, with a {@link
 * io.happyhorse.core.error.NotAVideoException}. {@code Content-Range} decides where bytes go; a response that contradicts itself, or
 * is of another version of the video, is not used. If a host gives neither length nor checksum, {@link DownloadedVideo#check()} is
 * {@code NONE}: it is unknown whether such a video is whole.
 *
 * <p>An interrupted transfer is resumed up to 5 consecutive times, after pauses of up to 1 s, 2 s, 4 s, and so on to 30 s, or of
 * {@code Retry-After} up to 10 minutes; a request that brings 1 MiB starts the count again. When the storage host says that the link has
 * expired, the gateway is queried once for a fresh one. Up to 5 redirects are followed, from https only to https. The video is never in memory
 * as a whole.
 *
 * <p>An interrupt of the thread ends a download with a {@link io.happyhorse.core.error.DownloadInterruptedException}, the flag
 * set. All errors are of the family {@link io.happyhorse.core.error.DownloadException} and name the task, but for a task that has
 * no video: {@link VideoTask#requireLink()} says what it throws.
 *
 * <p>Thread-safe. Close it when the application ends. The threads of downloads in the background are daemons, and end by themselves
 * when they have nothing to do.
 */
public final class VideoDownloader implements AutoCloseable {
  /** How long {@link #close()} takes at most. */
  private static final Duration CLOSING_TAKES = Duration.ofSeconds(5);

  private static final DownloadListener NO_LISTENER = progress -> {};

  private final Settings settings;
  private final DownloadQueue background;

  VideoDownloader(Settings settings) {
    this.settings = settings;
    this.background = new DownloadQueue(settings.time(), settings.maxConcurrent());
  }

  /**
   * Returns a downloader with the defaults.
   *
   * @param <G> a gateway that is both ports, such as {@code FeignTaskQuery}
   * @param gateway where the bytes come from, and what is queried for a fresh link when one has expired
   * @return the downloader
   */
  public static <G extends TaskQueryPort & VideoSourcePort> VideoDownloader of(G gateway) {
    return builder(gateway).build();
  }

  /**
   * Starts with the defaults.
   *
   * @param <G> a gateway that is both ports, such as {@code FeignTaskQuery}
   * @param gateway where the bytes come from, and what is queried for a fresh link when one has expired
   * @return a builder
   */
  public static <G extends TaskQueryPort & VideoSourcePort> VideoDownloaderBuilder builder(
      G gateway) {
    return builderFrom(gateway).freshLinksFrom(gateway);
  }

  /**
   * Starts with the defaults, and no gateway to query for a fresh link: {@link VideoDownloaderBuilder#freshLinksFrom} sets one.
   *
   * @param source where the bytes come from
   * @return a builder
   */
  public static VideoDownloaderBuilder builderFrom(VideoSourcePort source) {
    return new VideoDownloaderBuilder(source);
  }

  /**
   * Downloads a video to a file, on the calling thread.
   *
   * @param task the last observation of a task that has succeeded
   * @param file what it is to be called; its folder must be there
   * @return what was kept
   * @throws io.happyhorse.core.error.DownloadException if it was not kept
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public DownloadedVideo download(VideoTask task, Path file) {
    return download(task, file, NO_LISTENER);
  }

  /**
   * Downloads a video to a file, on the calling thread.
   *
   * @param task the last observation of a task that has succeeded
   * @param file what it is to be called; its folder must be there
   * @param listener hears how it goes
   * @return what was kept
   * @throws io.happyhorse.core.error.DownloadException if it was not kept
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public DownloadedVideo download(VideoTask task, Path file, DownloadListener listener) {
    return run(toFile(task, file, listener));
  }

  /** Runs a download on the calling thread. A virtual time lets it finish. */
  private DownloadedVideo run(Download download) {
    try (PendingWork activity = settings.time().begin("a download")) {
      activity.bindToCurrentThread();
      return download.run();
    }
  }

  /**
   * Hands a video over to a stream, on the calling thread, as {@link #transfer(VideoTask, OutputStream, DownloadListener)} does,
   * without a listener.
   *
   * @param task the last observation of a task that has succeeded
   * @param to takes the bytes; stays open
   * @return what was handed over
   * @throws io.happyhorse.core.error.DownloadException if it was not, or not wholly
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public DownloadedVideo transfer(VideoTask task, OutputStream to) {
    return transfer(task, to, NO_LISTENER);
  }

  /**
   * Hands a video over to a stream, on the calling thread: for a store of the caller's. What the stream has got cannot be taken
   * back, so throw it away unless this returns. {@link java.nio.channels.Channels#newOutputStream} makes a stream of a channel.
   *
   * @param task the last observation of a task that has succeeded
   * @param to takes the bytes; stays open
   * @param listener hears how it goes
   * @return what was handed over
   * @throws io.happyhorse.core.error.DownloadException if it was not, or not wholly
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public DownloadedVideo transfer(VideoTask task, OutputStream to, DownloadListener listener) {
    return run(download(task, new StreamTarget(Objects.requireNonNull(to, "to")), listener));
  }

  /**
   * Downloads a video to a file in the background, as {@link #start(VideoTask, Path, DownloadListener)} does, without a listener.
   *
   * @param task the last observation of a task that has succeeded
   * @param file what it is to be called; its folder must be there
   * @return what was kept, or a {@link io.happyhorse.core.error.DownloadException}; cancelling it ends the download
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public CompletableFuture<DownloadedVideo> start(VideoTask task, Path file) {
    return start(task, file, NO_LISTENER);
  }

  /**
   * Downloads a video to a file in the background, as soon as fewer than 4 others run (by default), those whose links expire first
   * before the others.
   *
   * @param task the last observation of a task that has succeeded
   * @param file what it is to be called; its folder must be there
   * @param listener hears how it goes
   * @return what was kept, or a {@link io.happyhorse.core.error.DownloadException}; cancelling it ends the download. Waits for it pass
   *     in the downloader's time
   * @throws io.happyhorse.core.task.TaskFailedException if the task ended in FAILURE
   * @throws IllegalStateException if it has no link
   */
  public CompletableFuture<DownloadedVideo> start(
      VideoTask task, Path file, DownloadListener listener) {
    return job(task, file, listener).future();
  }

  private DownloadJob job(VideoTask task, Path file, DownloadListener listener) {
    DownloadJob job = new DownloadJob(task.requireLink().expiresAt(), toFile(task, file, listener));
    background.add(job);
    return job;
  }

  private Download toFile(VideoTask task, Path file, DownloadListener listener) {
    return download(
        task,
        new PartialFile(task.id(), Objects.requireNonNull(file, "file"), settings.replaces()),
        listener);
  }

  private Download download(VideoTask task, DownloadTarget target, DownloadListener listener) {
    Download download =
        new Download(settings, task, target, Objects.requireNonNull(listener, "listener"));
    if (background.isClosed()) {
      throw download.context().closed();
    }
    return download;
  }

  /**
   * Downloads many videos in the background, those whose links expire first before the others, and waits for all of them. An
   * interrupt of the calling thread ends those that are unfinished, and leaves its flag set; what has come is kept.
   *
   * @param tasks the last observations of tasks; of two of the same task, the latter counts
   * @param file what the video of each is to be called
   * @return how each download ended, in the order of the tasks
   */
  public Map<TaskId, DownloadOutcome> downloadAll(
      Collection<VideoTask> tasks, Function<VideoTask, Path> file) {
    return new DownloadBatch(settings.time(), task -> job(task, file.apply(task), NO_LISTENER))
        .run(tasks);
  }

  /**
   * Returns what the downloader is doing and has done, for metrics and for people. It takes no time worth mentioning.
   *
   * @return the state of this moment
   */
  public DownloaderSnapshot snapshot() {
    return settings.counters().snapshot(background.waiting());
  }

  /**
   * Ends the downloads in the background with a {@link io.happyhorse.core.error.DownloaderClosedException}, and waits up to 5 s
   * until they have closed their files. What has come stays, and the next download of the same task to the same file resumes.
   * Downloads on threads of callers end when those threads are interrupted, as ever. Later downloads fail with the same error.
   * Closing again does nothing.
   */
  @Override
  public void close() {
    background.close(CLOSING_TAKES);
  }
}
