/**
 * The {@link io.happyhorse.core.port.TaskQueryPort} over HTTP: start with {@link io.happyhorse.feign.FeignTaskQuery}.
 *
 * <p>OpenFeign sends the requests, Jackson parses the bodies, and Failsafe retries failed queries. Except for settings such as the
 * transport, callers use only the values and errors of the core.
 */
@NullMarked
package io.happyhorse.feign;

import org.jspecify.annotations.NullMarked;
