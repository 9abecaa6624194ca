/**
 * Interprets the gateway's HTTP responses, for adapters only. An adapter sends the request, enforces the time limit and parses JSON;
 * {@link io.happyhorse.core.wire.TaskResponseReader} turns its {@link io.happyhorse.core.wire.GatewayResponse} into an observation or
 * an error, and {@link io.happyhorse.core.wire.SubmitResponseReader} the response to a submission into a task or an error. This package
 * does no I/O.
 */
@NullMarked
package io.happyhorse.core.wire;

import org.jspecify.annotations.NullMarked;
