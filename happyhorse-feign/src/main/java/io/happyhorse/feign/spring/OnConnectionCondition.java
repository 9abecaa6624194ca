package io.happyhorse.feign.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches if there is a source of the API key. */
final class OnConnectionCondition extends SpringBootCondition implements ConfigurationCondition {
  OnConnectionCondition() {}

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("HappyHorse API key");
    String source = sourceOfKey(context.getBeanFactory(), context.getEnvironment());
    return source == null
        ? ConditionOutcome.noMatch(message.because(
            "neither happyhorse.api-key nor happyhorse.api-key-file is set, and there is no"
                + " HappyHorseConnectionDetails bean"))
        : ConditionOutcome.match(message.foundExactly(source));
  }

  /** Returns where the API key comes from, for a message; null if there is no key. */
  static @Nullable String sourceOfKey(@Nullable BeanFactory beans, Environment environment) {
    if (beans instanceof ListableBeanFactory all
        && all.getBeanNamesForType(HappyHorseConnectionDetails.class, true, false).length > 0) {
      return "a HappyHorseConnectionDetails bean";
    }
    for (String property :
        new String[] {HappyHorseProperties.API_KEY, HappyHorseProperties.API_KEY_FILE}) {
      if (StringUtils.hasText(environment.getProperty(property))) {
        return "the property " + property;
      }
    }
    return null;
  }
}
