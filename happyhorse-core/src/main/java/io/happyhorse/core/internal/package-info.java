/** What several rooms of the library share and its users do not need: parsing of headers, retries, threads. Not an API. */
@NullMarked
package io.happyhorse.core.internal;

import org.jspecify.annotations.NullMarked;
