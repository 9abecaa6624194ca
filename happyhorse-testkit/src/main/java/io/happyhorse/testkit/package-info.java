/**
 * A fake gateway for the tests of everybody who waits for video tasks: start with
 * {@link io.happyhorse.testkit.FakeHappyHorse}, and say with {@link io.happyhorse.testkit.TaskScript} what becomes of a task.
 *
 * <p>It is an unofficial reading of the vendor's page "HappyHorse task query" and of what is known of the gateway's family, not
 * a copy of the gateway.
 */
@NullMarked
package io.happyhorse.testkit;

import org.jspecify.annotations.NullMarked;
