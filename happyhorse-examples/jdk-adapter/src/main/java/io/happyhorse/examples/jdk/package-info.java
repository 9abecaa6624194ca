/** An adapter without a framework: {@link io.happyhorse.examples.jdk.JdkTaskQuery}. */
@NullMarked
package io.happyhorse.examples.jdk;

import org.jspecify.annotations.NullMarked;
