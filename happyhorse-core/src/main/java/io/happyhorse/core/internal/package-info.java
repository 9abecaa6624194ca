/**
 * Code that several packages of the library share: parsing of headers, HTTP status classes, backoff, lookups, daemon
 * threads, interruptible runs and calls of foreign code. Not an API; it may change at any time.
 */
@NullMarked
package io.happyhorse.core.internal;

import org.jspecify.annotations.NullMarked;
