/**
 * What every adapter to the gateway must keep to: extend {@link io.happyhorse.testkit.contract.TaskQueryPortContract}, and {@link
 * io.happyhorse.testkit.contract.VideoSourcePortContract} if it fetches videos, too.
 */
@NullMarked
package io.happyhorse.testkit.contract;

import org.jspecify.annotations.NullMarked;
