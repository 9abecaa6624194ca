/**
 * What a video task <em>is</em>: start with {@link io.happyhorse.core.task.VideoTask}, one observation of one task.
 *
 * <p>Everything here is an immutable value that is safe to share between threads, and a value that cannot exist cannot be
 * built: a link only on SUCCESS, a failure exactly on FAILURE. Words that the gateway may add to at any time (actions,
 * upstream states) are open values; only the status is an enum, because only the status decides anything. The field names
 * quoted in the Javadoc are those of the vendor's page "HappyHorse task query".
 *
 * <p>This room knows nobody: it imports the JDK alone.
 *
 * @serial exclude
 */
@NullMarked
package io.happyhorse.core.task;

import org.jspecify.annotations.NullMarked;
