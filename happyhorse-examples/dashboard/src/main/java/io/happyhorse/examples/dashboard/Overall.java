package io.happyhorse.examples.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the waiting goes as a whole.
 *
 * @param requests the number of requests in each of the last seconds, the oldest first
 * @param perSecond the requests per second that are allowed
 * @param inFlight the number of polls that have not returned
 * @param due how many tasks should have been polled by now
 * @param pausedUntil when a running pause ends at the earliest; null without one
 * @param pauseReason why there is a pause; null without one
 * @param lagMedian how long after the end of a task it was noticed, at the median; null before the first
 * @param lag95 the same at the 95th percentile
 * @param done the number of tasks whose end was noticed in each of the last minutes, the oldest first
 */
record Overall(
    List<Integer> requests,
    double perSecond,
    int inFlight,
    int due,
    @Nullable Instant pausedUntil,
    @Nullable String pauseReason,
    @Nullable Duration lagMedian,
    @Nullable Duration lag95,
    List<Integer> done) {}
