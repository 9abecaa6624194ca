/**
 * What the library needs from the outside: {@link io.happyhorse.core.port.TaskQueryPort} and {@link
 * io.happyhorse.core.port.VideoSourcePort}. The HTTP adapter implements both, and so does the test kit. An adapter of your own
 * finds the meaning of the gateway's responses in {@code io.happyhorse.core.wire}.
 */
@NullMarked
package io.happyhorse.core.port;

import org.jspecify.annotations.NullMarked;
