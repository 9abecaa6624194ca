/** The clients of the comparison; each runs in a process of its own. */
@NullMarked
package io.happyhorse.examples.benchmarks.peers.client;

import org.jspecify.annotations.NullMarked;
