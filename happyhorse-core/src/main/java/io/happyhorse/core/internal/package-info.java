/** What several packages of the library share. Not part of its API. */
@NullMarked
package io.happyhorse.core.internal;

import org.jspecify.annotations.NullMarked;
