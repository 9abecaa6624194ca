/**
 * What several rooms share: backoff, daemon threads, interruptible runs, calls of foreign code, name lookups. Exported to
 * {@code io.happyhorse.feign} alone; it may change at any time.
 */
@NullMarked
package io.happyhorse.core.internal;

import org.jspecify.annotations.NullMarked;
