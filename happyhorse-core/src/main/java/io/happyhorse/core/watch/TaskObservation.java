package io.happyhorse.core.watch;

import io.happyhorse.core.lifecycle.TaskTransition;
import io.happyhorse.core.task.VideoTask;
import java.time.Duration;

/**
 * One answered poll of a wait.
 *
 * @param task what the gateway answered
 * @param transition what it means after what was seen before
 * @param polls how many questions this wait has asked so far, answered or not
 * @param elapsed how long the wait has taken so far
 */
public record TaskObservation(
    VideoTask task, TaskTransition transition, int polls, Duration elapsed) {}
