/** Programs that measure; start with {@link io.happyhorse.examples.benchmarks.Benchmarks}. */
@NullMarked
package io.happyhorse.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
