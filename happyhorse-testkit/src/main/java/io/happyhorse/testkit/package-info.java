/**
 * A fake gateway for tests of code that creates, awaits or downloads video tasks.
 *
 * <p>Start with {@link io.happyhorse.testkit.junit.HappyHorseTest}, or without JUnit with {@link io.happyhorse.testkit.FakeHappyHorse}
 * (over HTTP) or {@link io.happyhorse.testkit.InMemoryTaskQuery} (the port itself, with the videos of {@link
 * io.happyhorse.testkit.InMemoryVideoSource}). A {@link io.happyhorse.testkit.TaskScript} defines the states of a task, a {@link
 * io.happyhorse.testkit.Fault} disturbs the response to a query, and the {@link io.happyhorse.testkit.Journal} contains all queries.
 *
 * <p><b>Time.</b> Scripts follow the time source of the gateway. With a {@link io.happyhorse.core.time.VirtualTime}, a wait of minutes
 * takes milliseconds, even over HTTP, if the adapter and the watcher use the same time source. It cannot skip waits that are unknown to
 * it, such as {@code Thread.sleep} or a stalled socket. In a test with such waits, advance the time manually, or use an {@link
 * io.happyhorse.testkit.AcceleratedTime}.
 *
 * <p>The fake is not a copy of the gateway. It is based on the vendor's page "HappyHorse task query" and on the known behaviour of
 * gateways of this family.
 */
@NullMarked
package io.happyhorse.testkit;

import org.jspecify.annotations.NullMarked;
