package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.testkit.FakeHappyHorse;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

/** Application contexts with the auto-configuration, as Spring Boot 3 creates them. */
final class Contexts {
  static final String KEY = "sk-contextsSecret1";

  private Contexts() {}

  /** Returns a context without any property. */
  static ApplicationContextRunner bare() {
    return new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
        .withConfiguration(AutoConfigurations.of(HappyHorseAutoConfiguration.class));
  }

  static ApplicationContextRunner withKey() {
    return bare().withPropertyValues("happyhorse.api-key=" + KEY);
  }

  static ApplicationContextRunner at(FakeHappyHorse gateway) {
    return bare()
        .withPropertyValues(
            "happyhorse.api-key=" + gateway.apiKey(), "happyhorse.base-url=" + gateway.baseUri());
  }

  /** Analyzes a failed start like Spring Boot, with the first analyzer that returns a result. */
  static FailureAnalysis analysisOf(ApplicationContextRunner runner) {
    FailureAnalysis[] found = new FailureAnalysis[1];
    runner.run(context -> {
      assertThat(context).hasFailed();
      found[0] = SpringFactoriesLoader.forDefaultResourceLocation()
          .load(
              FailureAnalyzer.class,
              ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                  .and(Environment.class, new StandardEnvironment()),
              FailureHandler.handleMessage((message, absent) -> {}))
          .stream()
          .map(analyzer -> analyzer.analyze(context.getStartupFailure()))
          .filter(Objects::nonNull)
          .findFirst()
          .orElseThrow();
    });
    return found[0];
  }
}
