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
 * @param ratePerSecond the maximum number of requests per second of all nodes together
 * @param threads the maximum number of concurrent polls of this node
 * @param timeout the timeout of waits that are added through this node
 * @param heartbeat the interval of the heartbeat of the node
 * @param missedHeartbeats the number of missed heartbeats after which other nodes take over the tasks of a node
 * @param schedule when tasks are polled
 * @param giveUpPolicy after which failed polls a wait is abandoned
 * @param sink receives the end of each task
 * @param downloads how videos are downloaded; null if they are not
 * @param pollingInterval how often the node checks for due polls
 * @param shutdownTimeout how long a closing node waits for polls and downloads in flight
 */
public record ClusterSettings(
    String name,
    double ratePerSecond,
    int threads,
    Duration timeout,
    Duration heartbeat,
    int missedHeartbeats,
    PollSchedule schedule,
    GiveUpPolicy giveUpPolicy,
    OutcomeSink sink,
    @Nullable Downloads downloads,
    Duration pollingInterval,
    Duration shutdownTimeout) {
  /**
   * How videos are downloaded.
   *
   * @param downloader downloads the videos
   * @param folder the folder, preferably shared by all nodes
   */
  public record Downloads(VideoDownloader downloader, Path folder) {
    static final int MAX_CONCURRENT = 4;
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
