package io.happyhorse.testkit.junit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Finds the fixture that a {@link HappyHorseContextCustomizer} has left in a Spring context. */
final class SpringFixtures {
  private SpringFixtures() {}

  static @Nullable TestFixture of(ExtensionContext test) {
    ApplicationContext context = SpringExtension.getApplicationContext(test);
    return context.getBeanProvider(TestFixture.class).getIfAvailable();
  }
}
