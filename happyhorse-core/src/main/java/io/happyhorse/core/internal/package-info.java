/**
 * What several rooms of the library share and its users do not need: parsing of headers, HTTP status classes, backoff, lookups, daemon
 * threads, interruptible runs and calls of foreign code. Not an API; it may change at any time.
 */
@NullMarked
package io.happyhorse.core.internal;

import org.jspecify.annotations.NullMarked;
