package io.happyhorse.examples.cluster;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.schedule.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The settings of a node; those of all nodes of a cluster should be the same, but for the name. Not thread-safe. */
public final class ClusterSettings {
  private static final int LEAST_HEARTBEATS = 4;

  String name = NodeName.unique();
  double perSecond = 50;
  int threads = 20;
  Duration timeout = Duration.ofMinutes(30);
  Duration heartbeat = Duration.ofSeconds(10);
  int missedHeartbeats = 6;
  Duration pollingInterval = Duration.ofMillis(250);
  Duration shutdown = Duration.ofSeconds(30);
  PollSchedule schedule = PollSchedule.defaults();
  GiveUpPolicy giveUpPolicy = GiveUpPolicy.defaults();
  OutcomeSink sink = end -> {};

  @Nullable
  VideoDownloader downloader;

  @Nullable
  Path folder;

  int downloads = 4;

  /** Starts with the defaults. */
  public ClusterSettings() {}

  /**
   * Sets the name of the node. Default: the host's name and a random number.
   *
   * @param value up to 50 characters, of no other node
   * @return this
   */
  public ClusterSettings name(String value) {
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
  public ClusterSettings rate(double value) {
    if (!(value > 0)) {
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
   */
  public ClusterSettings threads(int value) {
    threads = value;
    return this;
  }

  /**
   * Sets how long a wait may take that is added through this node. Default: 30 min.
   *
   * @param value more than zero
   * @return this
   */
  public ClusterSettings timeout(Duration value) {
    timeout = value;
    return this;
  }

  /**
   * Sets how often a node shows that it is alive, and after how many missed signs its tasks are taken over. Default: 10 s, 6.
   *
   * @param interval more than zero
   * @param missed 4 or more
   * @return this
   * @throws IllegalArgumentException if {@code missed} is less than 4
   */
  public ClusterSettings heartbeat(Duration interval, int missed) {
    if (missed < LEAST_HEARTBEATS) {
      throw new IllegalArgumentException("A node is dead after at least 4 missed heartbeats.");
    }
    heartbeat = interval;
    missedHeartbeats = missed;
    return this;
  }

  /**
   * Sets when to poll. Default: {@link PollSchedule#defaults()}.
   *
   * @param value a schedule; one that learns does so on this node alone
   * @return this
   */
  public ClusterSettings schedule(PollSchedule value) {
    schedule = value;
    return this;
  }

  /**
   * Sets after which failed polls a wait is abandoned. Default: {@link GiveUpPolicy#defaults()}.
   *
   * @param value the policy
   * @return this
   */
  public ClusterSettings giveUpPolicy(GiveUpPolicy value) {
    giveUpPolicy = value;
    return this;
  }

  /**
   * Sets what receives the end of each task. Default: nothing.
   *
   * @param value the sink
   * @return this
   */
  public ClusterSettings sink(OutcomeSink value) {
    sink = value;
    return this;
  }

  /**
   * Sets where videos are downloaded to. Default: they are not. Set it on every node of the cluster or on none.
   *
   * @param value downloads the videos
   * @param to the folder, best shared by all nodes: then a node resumes what another has begun
   * @return this
   */
  public ClusterSettings download(VideoDownloader value, Path to) {
    downloader = value;
    folder = to;
    return this;
  }
}
