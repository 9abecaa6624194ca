/** Adapters without a framework: {@link io.happyhorse.examples.jdk.JdkTaskQuery}, {@link io.happyhorse.examples.jdk.JdkTaskSubmit}. */
@NullMarked
package io.happyhorse.examples.jdk;

import org.jspecify.annotations.NullMarked;
