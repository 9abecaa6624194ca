package io.happyhorse.testkit.junit;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Recognizes tests with a Spring context. It refers to Spring classes by name only, so it can be loaded without Spring. */
final class SpringTests {
  private static final String EXTENSION =
      "org.springframework.test.context.junit.jupiter.SpringExtension";
  private static final Set<String> INJECTING = Set.of(
      "org.springframework.beans.factory.annotation.Autowired",
      "org.springframework.beans.factory.annotation.Qualifier",
      "org.springframework.beans.factory.annotation.Value");

  private SpringTests() {}

  /** Returns the fixture that the tests of a Spring context share; null if this test has none. */
  static @Nullable TestFixture fixtureOf(ExtensionContext context) {
    return isSpringTest(context) ? SpringFixtures.of(context) : null;
  }

  /** Returns whether Spring resolves a parameter: one with a Spring annotation, or any parameter of a constructor. */
  static boolean provides(ParameterContext parameter, ExtensionContext context) {
    return isSpringTest(context)
        && (parameter.getDeclaringExecutable() instanceof java.lang.reflect.Constructor
            || Stream.of(parameter.getParameter().getAnnotations())
                .anyMatch(present -> INJECTING.contains(present.annotationType().getName())));
  }

  private static boolean isSpringTest(ExtensionContext context) {
    Class<?> type = context.getTestClass().orElse(null);
    return type != null
        && Stream.concat(Stream.of(type), enclosing(context).stream())
            .flatMap(each ->
                AnnotationSupport.findRepeatableAnnotations(each, ExtendWith.class).stream())
            .flatMap(extensions -> Stream.of(extensions.value()))
            .anyMatch(extension -> extension.getName().equals(EXTENSION));
  }

  private static List<Class<?>> enclosing(ExtensionContext context) {
    return context.getEnclosingTestClasses();
  }
}
