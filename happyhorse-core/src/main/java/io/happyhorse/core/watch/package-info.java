/**
 * Waiting: start with {@link io.happyhorse.core.watch.TaskWatcher}.
 *
 * <p>Three layers. The face: {@code TaskWatcher}, {@code TaskHandle}, {@code WaitOptions}. The state of all waits, {@code Waits}:
 * events and the time go in, effects come out, and there is no thread in it; what an observation or an error means for one wait is
 * decided by {@link io.happyhorse.core.lifecycle.WaitState}. The shell, {@code Engine}: it owns the lock, the timer, the workers
 * that query the {@link io.happyhorse.core.port.TaskQueryPort}, and the callbacks.
 *
 * <p>One poll: the state asks for it, a worker queries the port and the schedule without the lock, then hands both in, and the state
 * says what follows.
 */
@NullMarked
package io.happyhorse.core.watch;

import org.jspecify.annotations.NullMarked;
