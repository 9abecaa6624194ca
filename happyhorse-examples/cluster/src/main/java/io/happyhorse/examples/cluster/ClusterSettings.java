package io.happyhorse.examples.cluster;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.schedule.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a node; those of all nodes of a cluster should be the same, but for the name. Immutable.
 *
 * @param name the name of the node
 * @param perSecond the requests per second of all nodes together
 * @param threads the maximum number of concurrent polls of this node
 * @param timeout how long a wait may take that is added through this node
 * @param heartbeat how often the node shows that it is alive
 * @param missedHeartbeats after how many missed signs the tasks of a node are taken over
 * @param schedule when to poll
 * @param giveUpPolicy after which failed polls a wait is abandoned
 * @param sink what receives the end of each task
 * @param videos where videos are downloaded to; null if they are not
 * @param pollingInterval how often the node looks for polls that are due
 * @param shutdown how long a node that is closed waits for what is in flight
 */
public record ClusterSettings(
    String name,
    double perSecond,
    int threads,
    Duration timeout,
    Duration heartbeat,
    int missedHeartbeats,
    PollSchedule schedule,
    GiveUpPolicy giveUpPolicy,
    OutcomeSink sink,
    @Nullable Videos videos,
    Duration pollingInterval,
    Duration shutdown) {
  /**
   * Where videos go.
   *
   * @param downloader downloads them
   * @param folder the folder, best shared by all nodes
   */
  public record Videos(VideoDownloader downloader, Path folder) {
    static final int CONCURRENT = 4;
  }

  /**
   * Returns a builder that starts with the defaults.
   *
   * @return the builder
   */
  public static ClusterSettingsBuilder builder() {
    return new ClusterSettingsBuilder();
  }
}
