/** The gateway of the comparison: a process of its own that speaks the gateway's and DashScope's protocol. */
@NullMarked
package io.happyhorse.examples.benchmarks.peers.gateway;

import org.jspecify.annotations.NullMarked;
