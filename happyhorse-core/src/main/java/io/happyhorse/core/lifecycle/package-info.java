/**
 * What may be <em>seen</em> of a task after what, as pure logic: {@link io.happyhorse.core.lifecycle.TaskTransition}.
 *
 * <p>A poll samples: it may miss a state, and the gateway is known to move tasks backwards. So no step is an error; an odd one
 * has a name of its own, and whoever listens sees it.
 */
@NullMarked
package io.happyhorse.core.lifecycle;

import org.jspecify.annotations.NullMarked;
