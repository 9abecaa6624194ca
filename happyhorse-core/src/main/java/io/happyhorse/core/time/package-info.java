/**
 * The one door to clock and waiting: {@link io.happyhorse.core.time.TimeSource}. Nothing else in the library asks the system for the
 * time or sleeps, so a test that hands in {@link io.happyhorse.core.time.VirtualTime} owns all of it. Only limits of the
 * network and of closing pass in real time.
 */
@NullMarked
package io.happyhorse.core.time;

import org.jspecify.annotations.NullMarked;
