package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load of a watcher or a cluster: its requests, its pause, its detection delays and its ends.
 *
 * @param requests the number of requests in each of the last seconds, the oldest first
 * @param ratePerSecond the maximum requests per second
 * @param inFlight the number of polls in flight
 * @param due the number of tasks whose next poll is due
 * @param pausedUntil when the current pause ends at the earliest; null if there is none
 * @param pauseReason the reason of the current pause; null if there is none or it is not known
 * @param delayMedian the median of the detection delay, the time from the end of a task to the poll that saw it; null if there are no
 *     ends
 * @param delay95 the 95th percentile of the detection delay; null if there are no ends
 * @param ends the number of ends that were detected in each of the last minutes, the oldest first
 */
record LoadSummary(
    List<Integer> requests,
    double ratePerSecond,
    int inFlight,
    int due,
    @Nullable Instant pausedUntil,
    @Nullable String pauseReason,
    @Nullable Duration delayMedian,
    @Nullable Duration delay95,
    List<Integer> ends) {}
