/**
 * The rules of a wait as pure logic. Start with {@link io.happyhorse.core.lifecycle.WaitState}.
 *
 * <p>A wait is a value: {@code state + event -> verdict with the next state}. There is no thread, lock, clock or I/O in this
 * package, so any engine can drive it: the watcher of this library in memory, which {@linkplain
 * io.happyhorse.core.lifecycle.StoredWaitState stores} states in little memory, or a scheduler that stores each state as a line of
 * text in a database. {@link io.happyhorse.core.lifecycle.RequestLimit} is the same for what all waits share: the rate of the requests
 * and their pauses.
 *
 * <p>A poll is a sample: it may miss a status, and the gateway sometimes moves tasks to an earlier status. Therefore no {@link
 * io.happyhorse.core.lifecycle.TaskTransition} is an error; unusual ones are reported by their names.
 */
@NullMarked
package io.happyhorse.core.lifecycle;

import org.jspecify.annotations.NullMarked;
