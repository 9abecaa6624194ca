package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * One observation of a wait.
 *
 * @param transition the transition from the observation before
 * @param polls the number of polls of this wait so far, failed ones included
 * @param elapsed the time since the wait was started
 */
public record TaskObservation(
    VideoTask task, TaskTransition transition, int polls, Duration elapsed) {}
