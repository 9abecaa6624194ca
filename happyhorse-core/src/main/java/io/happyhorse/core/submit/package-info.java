/**
 * Creating tasks so that none is paid twice and none is lost: start with {@link io.happyhorse.core.submit.TaskSubmitter}.
 *
 * <p>A {@link io.happyhorse.core.port.TaskSubmitPort} sends one request and says what became of it. This room adds what happens on this
 * side: checks before anything is paid, an {@link io.happyhorse.core.submit.OutboxFile} that remembers the intent before the request
 * leaves and the id after it came, and a listener that gets the id first.
 */
@NullMarked
package io.happyhorse.core.submit;

import org.jspecify.annotations.NullMarked;
