/**
 * What the library needs from the outside: {@link io.happyhorse.core.port.TaskQueryPort}. The HTTP adapter is one
 * implementation, the test kit has another, and yours is welcome.
 */
@NullMarked
package io.happyhorse.core.port;

import org.jspecify.annotations.NullMarked;
