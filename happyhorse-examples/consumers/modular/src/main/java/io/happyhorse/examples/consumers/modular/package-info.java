/** A program made of modules. */
@NullMarked
package io.happyhorse.examples.consumers.modular;

import org.jspecify.annotations.NullMarked;
