/**
 * The values of the domain. Start with {@link io.happyhorse.core.task.VideoTask}, one observation of one task.
 *
 * <p>All types are immutable and thread-safe. Inconsistent values cannot be built: there is a link only on SUCCESS, and a failure only
 * on FAILURE. Actions and upstream states are open sets of words, since the gateway may add to them; the status is an enum, since it
 * decides whether a task has ended. The field names quoted in the Javadoc are those of the vendor's page "HappyHorse task query".
 *
 * <p>This package depends on the JDK only.
 *
 * @serial exclude
 */
@NullMarked
package io.happyhorse.core.task;

import org.jspecify.annotations.NullMarked;
