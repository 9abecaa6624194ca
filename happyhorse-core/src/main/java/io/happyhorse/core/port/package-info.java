/**
 * What the library needs from the outside: {@link io.happyhorse.core.port.TaskQueryPort}. The HTTP adapter is one
 * implementation, the test kit has another, and yours is welcome: an adapter sends the request, keeps to its time and parses
 * JSON; what the answer means, {@link io.happyhorse.core.wire.TaskResponseReader} says for all of them.
 */
@NullMarked
package io.happyhorse.core.port;

import org.jspecify.annotations.NullMarked;
