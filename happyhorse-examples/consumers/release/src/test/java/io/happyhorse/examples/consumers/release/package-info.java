/** Checks what a release publishes. */
@org.jspecify.annotations.NullMarked
package io.happyhorse.examples.consumers.release;
