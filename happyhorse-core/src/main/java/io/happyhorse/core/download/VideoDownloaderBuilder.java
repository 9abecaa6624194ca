package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link VideoDownloader}. Not thread-safe. */
public final class VideoDownloaderBuilder {
  private static final int MOST_TRIES = 100;
  private static final int MOST_CONCURRENT = 64;
  private static final Duration LONGEST_STALL = Duration.ofHours(1);

  private final VideoSourcePort source;
  private @Nullable TaskQueryPort tasks;
  private boolean replaces;
  private boolean allowsPrivate;
  private int tries = 6;
  private Duration stall = Duration.ofSeconds(30);
  private int maxConcurrent = 4;
  private TimeSource time = TimeSource.system();
  private final List<DownloadListener> listeners = new ArrayList<>();

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
   * Sets the maximum number of consecutive requests that fail before a download does. The count starts again after each MiB. Default:
   * 6.
   *
   * @param value 1 to 100; 1 for no second try
   * @return this
   * @throws IllegalArgumentException if it is anything else
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
  public VideoDownloaderBuilder maxConcurrent(int value) {
    if (value < 1 || value > MOST_CONCURRENT) {
      throw new IllegalArgumentException(
          "There can be 1 to " + MOST_CONCURRENT + " concurrent downloads, not " + value + ".");
    }
    maxConcurrent = value;
    return this;
  }

  /**
   * Adds a listener of all downloads, which is called before the listener of a single one. Default: none.
   *
   * @param listener called on the thread of each download
   * @return this
   */
  public VideoDownloaderBuilder onEvent(DownloadListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
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
        tries,
        stall,
        maxConcurrent,
        time,
        List.copyOf(listeners),
        DestinationPolicy.resolver(),
        new DownloadCounters()));
  }
}
