package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.internal.Causes;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Reports in one sentence that a bean of the auto-configuration is missing because there is no API key. It precedes Spring Boot's own
 * analyzer, which does not name the property.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingKeyFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
  /** The types of the beans that need a key. */
  private static final Set<Class<?>> NEED_KEY = Set.of(
      FeignTaskQuery.class,
      TaskQueryPort.class,
      TaskSubmitPort.class,
      TaskWatcher.class,
      VideoDownloader.class,
      VideoSourcePort.class);

  private final BeanFactory beans;
  private final Environment environment;

  MissingKeyFailureAnalyzer(BeanFactory beans, Environment environment) {
    this.beans = beans;
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable failure, NoSuchBeanDefinitionException missing) {
    Class<?> type = missing.getBeanType();
    if (type == null
        || !NEED_KEY.contains(type)
        || missing instanceof NoUniqueBeanDefinitionException
        || OnConnectionCondition.sourceOfKey(beans, environment) != null) {
      return null;
    }
    String either = HappyHorseProperties.API_KEY + " or " + HappyHorseProperties.API_KEY_FILE;
    return new FailureAnalysis(
        userOf(failure) + " needs a " + type.getSimpleName() + ", which does not exist unless "
            + either + " is set.",
        "Set " + either + ", or define a bean of the type HappyHorseConnectionDetails.",
        failure);
  }

  /** Returns the bean that needs the missing one: the innermost, since others may need that bean in turn. */
  private static String userOf(Throwable failure) {
    return Causes.of(failure).stream()
        .filter(BeanCreationException.class::isInstance)
        .map(cause -> ((BeanCreationException) cause).getBeanName())
        .filter(Objects::nonNull)
        .reduce((outer, inner) -> inner)
        .map(name -> "The bean '" + name + "'")
        .orElse("The application");
  }
}
