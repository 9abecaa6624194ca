/** A modular application with Spring Boot. */
@NullMarked
package io.happyhorse.examples.consumers.modular.spring;

import org.jspecify.annotations.NullMarked;
