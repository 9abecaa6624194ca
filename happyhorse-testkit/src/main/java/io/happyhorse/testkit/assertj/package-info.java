/**
 * Assertions for AssertJ. Start with {@link io.happyhorse.testkit.assertj.HappyHorseAssertions}.
 */
@NullMarked
package io.happyhorse.testkit.assertj;

import org.jspecify.annotations.NullMarked;
