/**
 * The extension for JUnit: {@link io.happyhorse.testkit.junit.HappyHorseTest} provides each test with its own fake gateway, clock and
 * watcher. It works with JUnit 5.12.1 and later, and with JUnit 6.
 */
@NullMarked
package io.happyhorse.testkit.junit;

import org.jspecify.annotations.NullMarked;
