/** The smallest useful programs, written to be copied. */
@NullMarked
package io.happyhorse.examples.quickstart;

import org.jspecify.annotations.NullMarked;
