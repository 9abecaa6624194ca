package io.happyhorse.feign.spring;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/**
 * Reports an invalid value of {@code happyhorse.*} as one sentence. It precedes Spring Boot's own analyzer, which shows the value that
 * was bound last; that value may be the key.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidPropertyFailureAnalyzer implements FailureAnalyzer {
  private static final ConfigurationPropertyName PREFIX =
      ConfigurationPropertyName.of("happyhorse");

  InvalidPropertyFailureAnalyzer() {}

  @Override
  public @Nullable FailureAnalysis analyze(Throwable failure) {
    Throwable invalid = last(failure, InvalidPropertyException.class::isInstance);
    if (invalid instanceof InvalidPropertyException named) {
      return analysis(String.valueOf(named.getMessage()), named.property(), failure);
    }
    Throwable unbound = last(failure, InvalidPropertyFailureAnalyzer::isOurs);
    return unbound instanceof BindException bind
        ? analysis(problemOf(bind), bind.getName().toString(), failure)
        : null;
  }

  private static @Nullable Throwable last(Throwable failure, Predicate<Throwable> kind) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(kind)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  private static boolean isOurs(Throwable failure) {
    return failure instanceof BindException bind && PREFIX.isAncestorOf(bind.getName());
  }

  /** Returns the problem with the value. A value that cannot be converted is meant to be a number or a duration, so it is not a secret. */
  private static String problemOf(BindException bind) {
    ConfigurationProperty property = bind.getProperty();
    String value = property == null ? "The value" : "'" + property.getValue() + "'";
    return bind.getName() + ": " + value + " cannot be used"
        + expected(bind.getTarget().getType()) + ".";
  }

  /** Returns the expected type, or the possible values of an enum as they are written in properties. */
  private static String expected(ResolvableType type) {
    Object[] constants = type.resolve(Object.class).getEnumConstants();
    return constants == null
        ? " as " + type
        : ": use "
            + Stream.of(constants)
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" or "));
  }

  private static FailureAnalysis analysis(String sentence, String property, Throwable failure) {
    return new FailureAnalysis(sentence, "Correct the value of " + property + ".", failure);
  }
}
