/** Compares this library with its peers; start with {@link io.happyhorse.examples.benchmarks.peers.PeersBenchmark}. */
@NullMarked
package io.happyhorse.examples.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
