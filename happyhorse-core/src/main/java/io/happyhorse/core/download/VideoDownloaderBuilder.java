package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link VideoDownloader}. Every method but {@code build()} returns this builder. Not thread-safe. */
public final class VideoDownloaderBuilder {
  private static final int MOST_TRIES = 100;
  private static final int MOST_CONCURRENT = 64;
  private static final int MOST_RANGES = 16;
  private static final Duration LONGEST_STALL = Duration.ofHours(1);

  private final VideoSourcePort source;
  private @Nullable TaskQueryPort tasks;
  private boolean replaces;
  private boolean allowsPrivate;
  private int tries = 6;
  private Duration stall = Duration.ofSeconds(30);
  private int maxConcurrent = 4;
  private ParallelRanges ranges = ParallelRanges.DEFAULT;
  private TimeSource time = TimeSource.system();
  private final List<DownloadListener> listeners = new ArrayList<>();

  VideoDownloaderBuilder(VideoSourcePort source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Sets the gateway to query for a fresh link if the storage host reports an expired one. Default: none.
   *
   * @param port the port of the gateway where the tasks were created
   */
  public VideoDownloaderBuilder freshLinksFrom(TaskQueryPort port) {
    tasks = Objects.requireNonNull(port, "port");
    return this;
  }

  /** Allows a download to replace an existing file, atomically, when the video is complete. Default: not allowed. */
  public VideoDownloaderBuilder replaceExisting() {
    replaces = true;
    return this;
  }

  /**
   * Allows links and redirects into private networks and to this machine. Default: not allowed, except to the gateway's own address,
   * and to this machine if the gateway runs on it. A name that resolves into 198.18.0.0/15 is always allowed, since local proxies use
   * that range, and a name that a proxy resolves is not checked. A name is resolved for the check and again for the request, so this
   * does not protect against DNS rebinding.
   */
  public VideoDownloaderBuilder allowPrivateAddresses() {
    allowsPrivate = true;
    return this;
  }

  /**
   * Sets the number of consecutive failed requests after which a download fails. A request that transfers 1 MiB resets the count.
   * Default: 6.
   *
   * @param value 1 to 100; 1 for no retry
   * @throws IllegalArgumentException if the value is out of range
   */
  public VideoDownloaderBuilder tries(int value) {
    if (value < 1 || value > MOST_TRIES) {
      throw new IllegalArgumentException(
          "A download can have 1 to " + MOST_TRIES + " tries, not " + value + ".");
    }
    tries = value;
    return this;
  }

  /**
   * Sets the maximum time without receiving a byte, and the maximum time for resolving a host name. Both are real time. Default: 30 s.
   *
   * @param value more than zero, at most 1 hour
   * @throws IllegalArgumentException if the value is out of range
   */
  public VideoDownloaderBuilder stallTimeout(Duration value) {
    if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_STALL) > 0) {
      throw new IllegalArgumentException(
          "The stall timeout must be more than zero and at most 1 hour, not " + value + ".");
    }
    stall = value;
    return this;
  }

  /**
   * Sets the maximum number of concurrent downloads in the background. Default: 4.
   *
   * @param value 1 to 64
   * @throws IllegalArgumentException if the value is out of range
   */
  public VideoDownloaderBuilder maxConcurrent(int value) {
    if (value < 1 || value > MOST_CONCURRENT) {
      throw new IllegalArgumentException(
          "There can be 1 to " + MOST_CONCURRENT + " concurrent downloads, not " + value + ".");
    }
    maxConcurrent = value;
    return this;
  }

  /**
   * Sets the maximum number of concurrent requests for one large video. Default: 4.
   *
   * <p>More than one is used if at least 32 MiB are missing, one request receives less than 100 MiB per second, the storage host serves
   * ranges, and its ETag identifies the version of the video. The rest is then requested in parts of 4 MiB, which are written in order;
   * at most this value plus 2 of them are in memory. All downloads together have at most this value minus 1 additional requests, and
   * only while their requests do not exceed {@link #maxConcurrent}, or this value if it is larger. After the first part that fails, a
   * download has one request at a time.
   *
   * @param value 1 to 16; 1 for one request at a time
   * @throws IllegalArgumentException if the value is out of range
   */
  public VideoDownloaderBuilder parallelRanges(int value) {
    if (value < 1 || value > MOST_RANGES) {
      throw new IllegalArgumentException(
          "A download can have 1 to " + MOST_RANGES + " concurrent requests, not " + value + ".");
    }
    ranges = ranges.withMost(value);
    return this;
  }

  /** Sets other lengths, for tests. */
  VideoDownloaderBuilder ranges(ParallelRanges value) {
    ranges = value;
    return this;
  }

  /**
   * Adds a listener of all downloads, which is called before the listener of a single one. Default: none.
   *
   * @param listener called on the thread of each download
   */
  public VideoDownloaderBuilder onEvent(DownloadListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Sets the time source of pauses. Default: {@link TimeSource#system()}. */
  public VideoDownloaderBuilder time(TimeSource value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  /** Returns the downloader. */
  public VideoDownloader build() {
    DownloadCounters counters = new DownloadCounters();
    return new VideoDownloader(new Settings(
        source,
        tasks,
        replaces,
        allowsPrivate,
        tries,
        stall,
        maxConcurrent,
        ranges,
        time,
        List.copyOf(listeners),
        DestinationPolicy.resolver(),
        counters,
        new PartExecutor(ranges, maxConcurrent, counters::running),
        new IdleThreads("happyhorse-disk")));
  }
}
