/**
 * The contracts of the ports, as tests for adapters. Extend {@link io.happyhorse.testkit.contract.TaskQueryPortContract} to test
 * queries, {@link io.happyhorse.testkit.contract.VideoSourcePortContract} to test fetching videos, and {@link
 * io.happyhorse.testkit.contract.TaskSubmitOverHttpContract} to test the creation of tasks.
 */
@NullMarked
package io.happyhorse.testkit.contract;

import org.jspecify.annotations.NullMarked;
