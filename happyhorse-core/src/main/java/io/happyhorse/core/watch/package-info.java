/**
 * Waits for tasks. Start with {@link io.happyhorse.core.watch.TaskWatcher}.
 *
 * <p>The package has three layers. The public API is {@code TaskWatcher}, {@code TaskHandle} and {@code WaitOptions}. The state
 * of all waits, {@code Waits}, takes events and the time and returns effects; it has no threads. The rules for one wait are in
 * {@link io.happyhorse.core.lifecycle.WaitState}. The shell, {@code Engine}, owns the lock and the timer ({@code LockedWaits}), the
 * workers that query the {@link io.happyhorse.core.port.TaskQueryPort}, and the callbacks.
 *
 * <p>A poll has three steps: the state requests it; a worker queries the port and the schedule without the lock and passes both results
 * to the state; the state returns the next effects.
 */
@NullMarked
package io.happyhorse.core.watch;

import org.jspecify.annotations.NullMarked;
