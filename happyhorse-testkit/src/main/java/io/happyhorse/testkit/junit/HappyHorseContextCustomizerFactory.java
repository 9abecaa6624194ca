package io.happyhorse.testkit.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Gives the Spring context of a class with {@link HappyHorseTest} a gateway. Spring finds it by its {@code spring.factories}. */
final class HappyHorseContextCustomizerFactory implements ContextCustomizerFactory {
  HappyHorseContextCustomizerFactory() {}

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    HappyHorseTest annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, HappyHorseTest.class);
    return annotation == null
        ? null
        : new HappyHorseContextCustomizer(TestSettings.ofContext(annotation));
  }
}
