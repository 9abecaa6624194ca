/**
 * Waiting: start with {@link io.happyhorse.core.watch.TaskWatcher}.
 *
 * <p>The watcher drives a {@link io.happyhorse.core.port.TaskQueryPort}: it decides when to ask, judges each answer with
 * {@link io.happyhorse.core.lifecycle.TaskTransition}, rides out trouble that passes, and ends with the gateway's own word or with an
 * error that names the task.
 */
@NullMarked
package io.happyhorse.core.watch;

import org.jspecify.annotations.NullMarked;
