/** A command line for the library. Start with {@link io.happyhorse.examples.cli.HappyHorseCli}. */
@NullMarked
package io.happyhorse.examples.cli;

import org.jspecify.annotations.NullMarked;
