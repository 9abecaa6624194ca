/**
 * For tests with JUnit: {@link io.happyhorse.testkit.junit.HappyHorseTest} gives each test a fake gateway, a clock and a watcher
 * of its own. Works with JUnit 5.12.1 and later, and with JUnit 6.
 */
@NullMarked
package io.happyhorse.testkit.junit;

import org.jspecify.annotations.NullMarked;
