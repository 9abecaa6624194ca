/** A modular program. */
@NullMarked
package io.happyhorse.examples.consumers.modular;

import org.jspecify.annotations.NullMarked;
