package io.happyhorse.core.watch;

import io.happyhorse.core.task.TaskStatus;
import java.time.Duration;
import java.util.Map;

/**
 * What a watcher is doing at one moment.
 *
 * @param tasks the number of tasks that it waits for
 * @param due how many of them should have been polled by now
 * @param inFlight the number of polls that have not returned
 * @param unseen how many of the tasks have not been observed yet
 * @param byStatus how many of the others were last seen in each state; every state is a key
 * @param ratePerSecond the requests per second that are allowed, fewer for a while after a pause
 * @param pauseLeft how long the gateway is still left alone; zero if it is not
 */
public record WatcherSnapshot(
    int tasks,
    int due,
    int inFlight,
    int unseen,
    Map<TaskStatus, Integer> byStatus,
    double ratePerSecond,
    Duration pauseLeft) {}
