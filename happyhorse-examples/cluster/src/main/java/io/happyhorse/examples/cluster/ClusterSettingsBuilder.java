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
  private static final int LEAST_HEARTBEATS = 4;
  private static final int LONGEST_NAME = 50;

  private String name = NodeName.unique();
  private double perSecond = 50;
  private int threads = 20;
  private Duration timeout = Duration.ofMinutes(30);
  private Duration heartbeat = Duration.ofSeconds(10);
  private int missedHeartbeats = 6;
  private PollSchedule schedule = PollSchedule.defaults();
  private GiveUpPolicy giveUpPolicy = GiveUpPolicy.defaults();
  private OutcomeSink sink = end -> {};
  private ClusterSettings.@Nullable Videos videos;
  private Duration pollingInterval = Duration.ofMillis(250);
  private Duration shutdown = Duration.ofSeconds(30);

  ClusterSettingsBuilder() {}

  /**
   * Sets the name of the node. Default: the host's name and a random number.
   *
   * @param value 1 to 50 characters, of no other node
   * @return this
   * @throws IllegalArgumentException if it is empty or longer
   */
  public ClusterSettingsBuilder name(String value) {
    if (value.isEmpty() || value.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("A node's name has 1 to " + LONGEST_NAME + " characters.");
    }
    name = value;
    return this;
  }

  /**
   * Sets how many requests all nodes together may send in a second. Default: 50. The node that starts last decides.
   *
   * @param value more than zero
   * @return this
   * @throws IllegalArgumentException if it is not more than zero
   */
  public ClusterSettingsBuilder rate(double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("The rate must be more than zero, not " + value + ".");
    }
    perSecond = value;
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
      throw new IllegalArgumentException("A node polls with 1 thread or more, not " + value + ".");
    }
    threads = value;
    return this;
  }

  /**
   * Sets how long a wait may take that is added through this node. Default: 30 min.
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
   * Sets how often a node shows that it is alive, and after how many missed signs its tasks are taken over. Default: 10 s, 6.
   *
   * @param interval more than zero
   * @param missed 4 or more
   * @return this
   * @throws IllegalArgumentException if one of them is less
   */
  public ClusterSettingsBuilder heartbeat(Duration interval, int missed) {
    if (missed < LEAST_HEARTBEATS) {
      throw new IllegalArgumentException("A node is dead after at least 4 missed heartbeats.");
    }
    heartbeat = positive(interval, "heartbeat");
    missedHeartbeats = missed;
    return this;
  }

  /**
   * Sets when to poll. Default: {@link PollSchedule#defaults()}.
   *
   * @param value a schedule; one that learns does so on this node alone
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
   * Sets what receives the end of each task. Default: nothing.
   *
   * @param value the sink
   * @return this
   */
  public ClusterSettingsBuilder sink(OutcomeSink value) {
    sink = Objects.requireNonNull(value, "sink");
    return this;
  }

  /**
   * Sets where videos are downloaded to. Default: they are not. Set it on every node of the cluster or on none.
   *
   * @param downloader downloads the videos
   * @param folder the folder, best shared by all nodes: then a node resumes what another has begun
   * @return this
   */
  public ClusterSettingsBuilder download(VideoDownloader downloader, Path folder) {
    videos = new ClusterSettings.Videos(downloader, folder);
    return this;
  }

  /** Sets how often the node looks for polls that are due. Default: 250 ms. */
  ClusterSettingsBuilder pollingInterval(Duration value) {
    pollingInterval = positive(value, "polling interval");
    return this;
  }

  /** Sets how long a node that is closed waits for what is in flight. Default: 30 s. */
  ClusterSettingsBuilder shutdown(Duration value) {
    shutdown = positive(value, "shutdown");
    return this;
  }

  private static Duration positive(Duration value, String what) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "The " + what + " must be more than zero, not " + value + ".");
    }
    return value;
  }

  /**
   * Returns the settings.
   *
   * @return the settings
   */
  public ClusterSettings build() {
    return new ClusterSettings(
        name,
        perSecond,
        threads,
        timeout,
        heartbeat,
        missedHeartbeats,
        schedule,
        giveUpPolicy,
        sink,
        videos,
        pollingInterval,
        shutdown);
  }
}
