/** A command line over the library; start with {@link io.happyhorse.examples.cli.HappyHorseCli}. */
@NullMarked
package io.happyhorse.examples.cli;

import org.jspecify.annotations.NullMarked;
