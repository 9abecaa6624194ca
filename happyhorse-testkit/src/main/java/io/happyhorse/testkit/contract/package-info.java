/**
 * What every adapter to the gateway must keep to: extend {@link io.happyhorse.testkit.contract.TaskQueryPortContract}.
 */
@NullMarked
package io.happyhorse.testkit.contract;

import org.jspecify.annotations.NullMarked;
