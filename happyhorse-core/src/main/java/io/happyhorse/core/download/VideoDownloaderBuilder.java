package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link VideoDownloader}. Not thread-safe. */
public final class VideoDownloaderBuilder {
  private static final int MOST_RETRIES = 100;
  private static final int MOST_AT_ONCE = 64;
  private static final Duration LONGEST_STALL = Duration.ofHours(1);

  private final VideoSourcePort source;
  private @Nullable TaskQueryPort tasks;
  private boolean replaces;
  private boolean allowsPrivate;
  private int retries = 5;
  private Duration stall = Duration.ofSeconds(30);
  private int maxAtOnce = 4;
  private TimeSource time = TimeSource.system();

  VideoDownloaderBuilder(VideoSourcePort source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Sets the gateway to query for a fresh link when the storage host says that one has expired. Default: none.
   *
   * @param port the port to the gateway that knows the task
   * @return this
   */
  public VideoDownloaderBuilder freshLinksFrom(TaskQueryPort port) {
    tasks = Objects.requireNonNull(port, "tasks");
    return this;
  }

  /**
   * Allows an existing file to be replaced, in one step, once the video is whole. By default that is refused.
   *
   * @return this
   */
  public VideoDownloaderBuilder replaceExisting() {
    replaces = true;
    return this;
  }

  /**
   * Allows links and redirects into private networks and to this machine. By default they are refused, except for the gateway's own
   * address, and for this machine if the gateway is on it. A name that resolves into 198.18.0.0/15 is always allowed, since local
   * proxies answer so, and a name is not looked up here if a proxy is used for it. A name is looked up once for the check and again for the request,
   * so this does not protect against DNS rebinding.
   *
   * @return this
   */
  public VideoDownloaderBuilder allowPrivateAddresses() {
    allowsPrivate = true;
    return this;
  }

  /**
   * Sets how many consecutive times a failed request is repeated. The count starts again after each MiB. Default: 5.
   *
   * @param value 0 to 100
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public VideoDownloaderBuilder retries(int value) {
    if (value < 0 || value > MOST_RETRIES) {
      throw new IllegalArgumentException(
          "A download can be retried 0 to " + MOST_RETRIES + " times, not " + value + ".");
    }
    retries = value;
    return this;
  }

  /**
   * Sets the maximum time without a byte, and for looking a host name up. It passes in real time. Default: 30 s.
   *
   * @param value more than zero, at most 1 hour
   * @return this
   * @throws IllegalArgumentException if it is anything else
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
   * @return this
   * @throws IllegalArgumentException if it is anything else
   */
  public VideoDownloaderBuilder maxAtOnce(int value) {
    if (value < 1 || value > MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "There can be 1 to " + MOST_AT_ONCE + " downloads at once, not " + value + ".");
    }
    maxAtOnce = value;
    return this;
  }

  /**
   * Sets the time in which pauses pass. Default: the system's.
   *
   * @param value the time
   * @return this
   */
  public VideoDownloaderBuilder time(TimeSource value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  /**
   * Returns the downloader.
   *
   * @return the downloader
   */
  public VideoDownloader build() {
    return new VideoDownloader(new Settings(
        source,
        tasks,
        replaces,
        allowsPrivate,
        retries,
        stall,
        maxAtOnce,
        time,
        new NameLookup(),
        new DownloadCounters()));
  }
}
