package io.happyhorse.feign.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Applies Spring Boot's rule for enabling health indicators. It does not use Spring Boot's annotation, whose package differs between
 * versions 3 and 4.
 */
final class OnHealthEnabledCondition extends SpringBootCondition {
  private static final String OURS = "management.health.happyhorse.enabled";
  private static final String ALL = "management.health.defaults.enabled";

  OnHealthEnabledCondition() {}

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Environment environment = context.getEnvironment();
    String decisive = environment.containsProperty(OURS) ? OURS : ALL;
    boolean enabled = environment.getProperty(decisive, boolean.class, true);
    return new ConditionOutcome(
        enabled,
        ConditionMessage.forCondition("HappyHorse health").because(decisive + " is " + enabled));
  }
}
