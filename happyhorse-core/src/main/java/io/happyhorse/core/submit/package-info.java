/**
 * Creates tasks so that none is paid for twice or lost. Start with {@link io.happyhorse.core.submit.TaskSubmitter}.
 *
 * <p>A {@link io.happyhorse.core.port.TaskSubmitPort} sends one request and reports the result. This package adds validation
 * before anything is paid, an {@link io.happyhorse.core.submit.OutboxFile} that records the intent before the request is sent
 * and the id once it is received, and a listener that receives the id first.
 */
@NullMarked
package io.happyhorse.core.submit;

import org.jspecify.annotations.NullMarked;
