package io.happyhorse.testkit.junit;

import io.happyhorse.core.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The settings of a test, from its annotation, a configuration parameter of JUnit or a system property.
 *
 * @param seed the seed of all random numbers
 * @param standstillAfter how long a virtual time may stand still, in real time
 */
record TestSettings(TestClock clock, long seed, Duration standstillAfter) {
  static final String SEED = "happyhorse.seed";
  static final String STANDSTILL = "happyhorse.standstill";
  private static final String RANDOM = "random";
  private static final Duration STANDSTILL_AFTER = Duration.ofSeconds(30);

  static TestSettings of(ExtensionContext context) {
    HappyHorseTest annotation = annotationOf(context);
    return new TestSettings(
        annotation == null ? TestClock.LENIENT : annotation.value().orIfDefault(TestClock.LENIENT),
        annotation == null || annotation.seed() == 0 ? seedOf(context) : annotation.seed(),
        context
            .getConfigurationParameter(STANDSTILL)
            .map(TestSettings::duration)
            .orElse(STANDSTILL_AFTER));
  }

  /** Returns the settings of a Spring context, which are the same for equal annotations. */
  static TestSettings ofContext(HappyHorseTest annotation) {
    String seed = System.getProperty(SEED);
    String standstill = System.getProperty(STANDSTILL);
    return new TestSettings(
        annotation.value().orIfDefault(TestClock.ACCELERATED),
        annotation.seed() != 0 ? annotation.seed() : seed == null ? 1 : seed(seed),
        standstill == null ? STANDSTILL_AFTER : duration(standstill));
  }

  private static @Nullable HappyHorseTest annotationOf(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), HappyHorseTest.class)
        .or(() -> AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(),
            HappyHorseTest.class,
            context.getEnclosingTestClasses()))
        .orElse(null);
  }

  private static long seedOf(ExtensionContext context) {
    return context
        .getConfigurationParameter(SEED)
        .map(TestSettings::seed)
        .orElseGet(() -> ownSeed(context.getUniqueId()));
  }

  private static long seed(String text) {
    if (text.equals(RANDOM)) {
      return TimeSource.system().random(SEED).nextInt(1, Integer.MAX_VALUE);
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw new ExtensionConfigurationException(
          SEED + " cannot be \"" + text + "\": use a whole number, or " + RANDOM + ".", noNumber);
    }
  }

  /** Returns the default seed of a test, which is the same in every run. */
  private static long ownSeed(String uniqueId) {
    CRC32 crc = new CRC32();
    crc.update(uniqueId.getBytes(StandardCharsets.UTF_8));
    return crc.getValue() & Integer.MAX_VALUE;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException noDuration) {
      throw new ExtensionConfigurationException(
          STANDSTILL + " cannot be \"" + text + "\": use a duration such as PT30S.", noDuration);
    }
  }
}
