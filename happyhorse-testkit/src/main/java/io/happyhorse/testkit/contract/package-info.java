/**
 * The contracts of the ports, as tests for adapters. Extend {@link io.happyhorse.testkit.contract.TaskQueryPortContract}, for an
 * adapter that fetches videos also {@link io.happyhorse.testkit.contract.VideoSourcePortContract}, and for one that creates tasks
 * {@link io.happyhorse.testkit.contract.TaskSubmitOverHttpContract}.
 */
@NullMarked
package io.happyhorse.testkit.contract;

import org.jspecify.annotations.NullMarked;
