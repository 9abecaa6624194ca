/**
 * When to ask next: start with {@link io.happyhorse.core.schedule.PollSchedule}.
 *
 * <p>A schedule is a pure function of what is known at a {@link io.happyhorse.core.schedule.PollMoment}. The one that learns asks
 * {@link io.happyhorse.core.schedule.CompletionTimes} how long tasks have been taking.
 */
@NullMarked
package io.happyhorse.core.schedule;

import org.jspecify.annotations.NullMarked;
