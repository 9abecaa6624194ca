/**
 * For adapters: what the gateway's HTTP means. Start with {@link io.happyhorse.core.wire.SubmitResponseReader}, which turns the
 * response to a submission into a task or into one of three errors.
 *
 * <p>An adapter sends the request, keeps to its time, and parses JSON; the meaning of statuses and bodies is the same for all of them,
 * so it lives here, without I/O and without a JSON library.
 */
@NullMarked
package io.happyhorse.core.wire;

import org.jspecify.annotations.NullMarked;
