/**
 * Metrics with Micrometer, for those who have it: {@link io.happyhorse.feign.micrometer.MicrometerQueryObserver}.
 */
@NullMarked
package io.happyhorse.feign.micrometer;

import org.jspecify.annotations.NullMarked;
