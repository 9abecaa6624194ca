/**
 * Waits for tasks on many machines: each poll is an execution of db-scheduler, and the state of each wait is a row in PostgreSQL.
 * Start with {@link io.happyhorse.examples.cluster.ClusterNode}.
 */
@NullMarked
package io.happyhorse.examples.cluster;

import org.jspecify.annotations.NullMarked;
