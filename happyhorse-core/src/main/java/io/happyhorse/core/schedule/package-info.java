/**
 * When to poll next: start with {@link io.happyhorse.core.schedule.PollSchedule}.
 *
 * <p>The next interval of a schedule is a pure function of a {@link io.happyhorse.core.schedule.PollContext}. The schedule that
 * learns keeps its history in {@link io.happyhorse.core.schedule.CompletionTimes}.
 */
@NullMarked
package io.happyhorse.core.schedule;

import org.jspecify.annotations.NullMarked;
