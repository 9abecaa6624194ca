package io.happyhorse.examples.benchmarks;

/**
 * The cost of one call of an operation.
 *
 * @param nanos the wall time, divided by the calls of all threads
 * @param bytes the bytes allocated on the calling thread
 */
record Cost(double nanos, long bytes) {}
