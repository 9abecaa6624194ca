/**
 * The {@link io.happyhorse.core.port.TaskQueryPort} over HTTP: start with {@link io.happyhorse.feign.FeignTaskQuery}.
 *
 * <p>OpenFeign declares the request, Jackson parses the body, Failsafe repeats a failed query. Their types stay inside this module:
 * callers see only the values and errors of the core.
 */
@NullMarked
package io.happyhorse.feign;

import org.jspecify.annotations.NullMarked;
