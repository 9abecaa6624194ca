package io.happyhorse.examples.cluster;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.lifecycle.GiveUpPolicy;
import io.happyhorse.core.schedule.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a node. All nodes of a cluster should have the same settings except for the name. Immutable.
 *
 * @param name the name of the node
 * @param perSecond the requests per second of all nodes together
 * @param threads the maximum number of concurrent polls of this node
 * @param timeout the timeout of waits that are added through this node
 * @param heartbeat the interval of the heartbeat of the node
 * @param missedHeartbeats the number of missed heartbeats after which the tasks of a node are taken over
 * @param schedule when to poll
 * @param giveUpPolicy after which failed polls a wait is abandoned
 * @param sink what receives the end of each task
 * @param videos where videos are downloaded to; null if they are not downloaded
 * @param pollingInterval how often the node checks for due polls
 * @param shutdown how long a closing node waits for polls and downloads in flight
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
   * Where videos are stored.
   *
   * @param downloader downloads the videos
   * @param folder the folder, preferably shared by all nodes
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
