/**
 * The gateway's body as it is on the wire, and its one translation into the domain,
 * {@link io.happyhorse.feign.wire.TaskReader}.
 *
 * <p>Only what decides is insisted on: an object for {@code data}, and the right task. Everything else may be missing or of an
 * odd type and is then not known. Fields that nobody has heard of are ignored.
 */
@NullMarked
package io.happyhorse.feign.wire;

import org.jspecify.annotations.NullMarked;
