package io.happyhorse.testkit.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test of what the core reads for every adapter alike. Its tag is {@code wire}. */
@Test
@Tag("wire")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface WireTest {}
