/**
 * The {@link io.happyhorse.core.port.TaskQueryPort} over HTTP: start with {@link io.happyhorse.feign.FeignTaskQuery}.
 *
 * <p>OpenFeign describes the request, Jackson reads the body, Failsafe repeats a question that got no answer. What they know
 * stays in here: callers see the core's values and errors alone.
 */
@NullMarked
package io.happyhorse.feign;

import org.jspecify.annotations.NullMarked;
