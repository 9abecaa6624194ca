/**
 * The clock, waits and timers of the library: {@link io.happyhorse.core.time.TimeSource}. Nothing else in the library reads the
 * system's clock or sleeps, so a test with {@link io.happyhorse.core.time.VirtualTime} controls all of its time. Only network
 * timeouts and the limits of closing use real time.
 */
@NullMarked
package io.happyhorse.core.time;

import org.jspecify.annotations.NullMarked;
