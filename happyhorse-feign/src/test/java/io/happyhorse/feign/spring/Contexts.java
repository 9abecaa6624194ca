package io.happyhorse.feign.spring;

import io.happyhorse.testkit.FakeHappyHorse;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
}
