package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskStatus;
import java.time.Duration;
import java.util.Map;

/**
 * The state of a watcher at one moment.
 *
 * @param tasks the number of watched tasks
 * @param due the number of tasks whose poll is due
 * @param inFlight the number of running polls
 * @param unseen the number of tasks without an observation
 * @param byStatus the number of observed tasks by last status; every status is a key
 * @param ratePerSecond the current rate limit, lower for a while after a pause
 * @param pauseLeft the remaining duration of a pause; zero if there is none
 */
public record WatcherSnapshot(
    int tasks,
    int due,
    int inFlight,
    int unseen,
    Map<TaskStatus, Integer> byStatus,
    double ratePerSecond,
    Duration pauseLeft) {}
