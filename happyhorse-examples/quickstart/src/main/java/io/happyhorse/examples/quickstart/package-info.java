/** The smallest useful programs, to be copied. */
@NullMarked
package io.happyhorse.examples.quickstart;

import org.jspecify.annotations.NullMarked;
