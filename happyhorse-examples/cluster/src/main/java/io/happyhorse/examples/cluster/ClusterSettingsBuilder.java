package io.happyhorse.examples.cluster;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.schedule.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds {@link ClusterSettings}. Not thread-safe. */
public final class ClusterSettingsBuilder {
  private static final int MIN_MISSED_HEARTBEATS = 4;
  private static final int MAX_NAME_LENGTH = 50;

  private String name = NodeName.unique();
  private double ratePerSecond = 50;
  private int threads = 20;
  private Duration timeout = Duration.ofMinutes(30);
  private Duration heartbeat = Duration.ofSeconds(10);
  private int missedHeartbeats = 6;
  private PollSchedule schedule = PollSchedule.defaults();
  private GiveUpPolicy giveUpPolicy = GiveUpPolicy.defaults();
  private OutcomeSink sink = end -> {};
  private ClusterSettings.@Nullable Downloads downloads;
  private Duration pollingInterval = Duration.ofMillis(250);
  private Duration shutdownTimeout = Duration.ofSeconds(30);

  ClusterSettingsBuilder() {}

  /**
   * Sets the name of the node. Default: the host name and a random number.
   *
   * @param value 1 to 50 characters; unique in the cluster
   * @return this
   * @throws IllegalArgumentException if it is empty or longer
   */
  public ClusterSettingsBuilder name(String value) {
    if (value.isEmpty() || value.length() > MAX_NAME_LENGTH) {
      throw new IllegalArgumentException("The name of a node must have 1 to " + MAX_NAME_LENGTH
          + " characters, not " + value.length() + ".");
    }
    name = value;
    return this;
  }

  /**
   * Sets the maximum number of requests per second of all nodes together. Default: 50. The value of the node that starts last applies.
   *
   * @param value more than zero
   * @return this
   * @throws IllegalArgumentException if it is not more than zero
   */
  public ClusterSettingsBuilder ratePerSecond(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("The rate must be more than zero, not " + value + ".");
    }
    ratePerSecond = value;
    return this;
  }

  /**
   * Sets the maximum number of concurrent polls of this node. Default: 20.
   *
   * @param value 1 or more
   * @return this
   * @throws IllegalArgumentException if it is less than 1
   */
  public ClusterSettingsBuilder threads(int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "The number of threads must be 1 or more, not " + value + ".");
    }
    threads = value;
    return this;
  }

  /**
   * Sets the timeout of waits that are added through this node. Default: 30 min.
   *
   * @param value more than zero
   * @return this
   * @throws IllegalArgumentException if it is not more than zero
   */
  public ClusterSettingsBuilder timeout(Duration value) {
    timeout = positive(value, "timeout");
    return this;
  }

  /**
   * Sets the interval of the heartbeat, and the number of missed heartbeats after which other nodes take over the tasks of a node.
   * Default: 10 s, 6.
   *
   * @param interval more than zero
   * @param missed 4 or more
   * @return this
   * @throws IllegalArgumentException if a value is out of range
   */
  public ClusterSettingsBuilder heartbeat(Duration interval, int missed) {
    if (missed < MIN_MISSED_HEARTBEATS) {
      throw new IllegalArgumentException("The number of missed heartbeats must be "
          + MIN_MISSED_HEARTBEATS + " or more, not " + missed + ".");
    }
    heartbeat = positive(interval, "heartbeat interval");
    missedHeartbeats = missed;
    return this;
  }

  /**
   * Sets the schedule of the polls. Default: {@link PollSchedule#defaults()}.
   *
   * @param value a schedule; a learned schedule learns from the tasks of this node only
   * @return this
   */
  public ClusterSettingsBuilder schedule(PollSchedule value) {
    schedule = Objects.requireNonNull(value, "schedule");
    return this;
  }

  /**
   * Sets after which failed polls a wait is abandoned. Default: {@link GiveUpPolicy#defaults()}.
   *
   * @param value the policy
   * @return this
   */
  public ClusterSettingsBuilder giveUpPolicy(GiveUpPolicy value) {
    giveUpPolicy = Objects.requireNonNull(value, "giveUpPolicy");
    return this;
  }

  /**
   * Sets the receiver of the end of each task. Default: ends are not delivered anywhere.
   *
   * @param value the sink
   * @return this
   */
  public ClusterSettingsBuilder sink(OutcomeSink value) {
    sink = Objects.requireNonNull(value, "sink");
    return this;
  }

  /**
   * Enables the download of videos. Default: disabled. Enable it on all nodes of the cluster or on none.
   *
   * @param downloader downloads the videos; best from {@link VideoDownloader#builderFrom}, since the node queries the gateway for fresh
   *     links itself, and its queries count toward the shared rate
   * @param folder the folder, preferably shared by all nodes: then a node resumes the download of another node
   * @return this
   */
  public ClusterSettingsBuilder download(VideoDownloader downloader, Path folder) {
    downloads = new ClusterSettings.Downloads(downloader, folder);
    return this;
  }

  /** Sets how often the node checks for due polls. Default: 250 ms. */
  ClusterSettingsBuilder pollingInterval(Duration value) {
    pollingInterval = positive(value, "polling interval");
    return this;
  }

  /** Sets how long a closing node waits for polls and downloads in flight. Default: 30 s. */
  ClusterSettingsBuilder shutdownTimeout(Duration value) {
    shutdownTimeout = positive(value, "shutdown timeout");
    return this;
  }

  private static Duration positive(Duration value, String name) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The " + name + " must be more than zero, not " + value + ".");
    }
    return value;
  }

  /**
   * Builds the settings.
   *
   * @return the settings, which later calls of this builder do not change
   */
  public ClusterSettings build() {
    return new ClusterSettings(
        name,
        ratePerSecond,
        threads,
        timeout,
        heartbeat,
        missedHeartbeats,
        schedule,
        giveUpPolicy,
        sink,
        downloads,
        pollingInterval,
        shutdownTimeout);
  }
}
