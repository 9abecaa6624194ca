/**
 * The interfaces between the library and its adapters: {@link io.happyhorse.core.port.TaskQueryPort}, {@link
 * io.happyhorse.core.port.TaskSubmitPort} and {@link io.happyhorse.core.port.VideoSourcePort}. The HTTP adapter and the test kit
 * implement them. Other adapters can use {@code io.happyhorse.core.wire} to interpret the gateway's responses.
 */
@NullMarked
package io.happyhorse.core.port;

import org.jspecify.annotations.NullMarked;
