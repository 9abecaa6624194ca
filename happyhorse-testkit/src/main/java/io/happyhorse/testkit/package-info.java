/**
 * A fake gateway for the tests of everybody who waits for video tasks.
 *
 * <p>Start with {@link io.happyhorse.testkit.junit.HappyHorseTest}, or without JUnit with
 * {@link io.happyhorse.testkit.FakeHappyHorse} (over HTTP) or {@link io.happyhorse.testkit.InMemoryTaskQuery} (the port itself, with the
 * videos of {@link io.happyhorse.testkit.InMemoryVideoSource}).
 * {@link io.happyhorse.testkit.TaskScript} says what becomes of a task, {@link io.happyhorse.testkit.Fault} what happens to
 * queries on their way, {@link io.happyhorse.testkit.Journal} what was asked.
 *
 * <p><b>Time.</b> Scripts pass in the time that the gateway was started with. With a
 * {@link io.happyhorse.core.time.VirtualTime}, a wait of minutes takes milliseconds, over HTTP as well, if adapter and watcher share
 * it. It cannot skip what it does not know: threads and sleeps of a client's own, and sockets that stall. Move it by hand then, or
 * use an {@link io.happyhorse.testkit.AcceleratedTime}.
 *
 * <p>It is an unofficial reading of the vendor's page "HappyHorse task query" and of what is known of the gateway's family, not
 * a copy of the gateway.
 */
@NullMarked
package io.happyhorse.testkit;

import org.jspecify.annotations.NullMarked;
