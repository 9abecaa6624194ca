package io.happyhorse.core.download;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.time.Time;
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
  private Time time = Time.system();

  VideoDownloaderBuilder(VideoSourcePort source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Sets whom to ask for a fresh link when one is over; nobody unless said.
   *
   * @param port the port to the gateway that has the task
   * @return this
   */
  public VideoDownloaderBuilder freshLinksFrom(TaskQueryPort port) {
    tasks = Objects.requireNonNull(port, "tasks");
    return this;
  }

  /**
   * Allows an existing file to be replaced, in one step, once the video is whole; unless said, that is refused.
   *
   * @return this
   */
  public VideoDownloaderBuilder replaceExisting() {
    replaces = true;
    return this;
  }

  /**
   * Allows links and redirects into private networks and to this machine; unless said, they are refused, but for the gateway's own
   * address, and for this machine if the gateway is on it. A name is looked up once for this and once more for the request, so
   * this is no wall against whoever controls the names.
   *
   * @return this
   */
  public VideoDownloaderBuilder allowPrivateAddresses() {
    allowsPrivate = true;
    return this;
  }

  /**
   * Sets how often a transfer that breaks off is gone on with; 5 times unless said, counted anew after each MiB.
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
   * Sets how long a transfer may stand still; 30 s unless said. It passes in real time.
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
   * Sets how many downloads run in the background at once; 4 unless said.
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
   * Sets the time in which pauses pass and links expire; the system's unless said.
   *
   * @param value the time
   * @return this
   */
  public VideoDownloaderBuilder time(Time value) {
    time = Objects.requireNonNull(value, "time");
    return this;
  }

  /**
   * Returns the downloader.
   *
   * @return the downloader
   */
  public VideoDownloader build() {
    return new VideoDownloader(
        new Settings(source, tasks, replaces, allowsPrivate, retries, stall, maxAtOnce, time));
  }
}
