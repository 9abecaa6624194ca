/** The smallest useful program: copy it. */
@NullMarked
package io.happyhorse.examples.quickstart;

import org.jspecify.annotations.NullMarked;
