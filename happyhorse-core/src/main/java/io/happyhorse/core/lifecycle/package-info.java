/**
 * The rules of a wait as pure logic. Start with {@link io.happyhorse.core.lifecycle.WaitState}.
 *
 * <p>A wait is a value: {@code state + event -> verdict with the next state}. There is no thread, lock, clock or I/O in this
 * package, so any engine can drive it: the watcher of this library in memory, or a scheduler that keeps each state as a line of
 * text in a database.
 *
 * <p>A poll samples: it may miss a status, and the gateway is known to move tasks backwards. No {@link
 * io.happyhorse.core.lifecycle.TaskTransition} is an error for that reason; an odd one has a name of its own.
 */
@NullMarked
package io.happyhorse.core.lifecycle;

import org.jspecify.annotations.NullMarked;
