/**
 * A page that shows the tasks of a watcher; start with {@link io.happyhorse.examples.dashboard.Dashboard}.
 *
 * <p>{@link io.happyhorse.examples.dashboard.TaskListSource} provides what the page shows; {@link
 * io.happyhorse.examples.dashboard.WatchedTasks} reads it from a watcher in this process, {@link
 * io.happyhorse.examples.dashboard.StoredTasks} from the database of a cluster. {@link
 * io.happyhorse.examples.dashboard.DashboardServer} serves it, {@link io.happyhorse.examples.dashboard.RequestGuard} decides which
 * requests are served, and {@link io.happyhorse.examples.dashboard.SecretFilter} removes secrets from every text that is sent to the
 * browser.
 */
@NullMarked
package io.happyhorse.examples.dashboard;

import org.jspecify.annotations.NullMarked;
