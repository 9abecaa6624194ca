package io.happyhorse.testkit.junit;

import io.happyhorse.testkit.FakeHappyHorse;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a gateway for a Spring context and leads the properties to it. It lives as long as the context, also if that fails to start.
 *
 * @param settings by which Spring decides that two classes share a context
 */
record HappyHorseContextCustomizer(TestSettings settings) implements ContextCustomizer {
  private static final String FIXTURE = "happyHorseTestFixture";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration merged) {
    TestFixture fixture = TestFixture.shared(settings);
    DefaultListableBeanFactory beans = (DefaultListableBeanFactory) context.getBeanFactory();
    beans.registerDisposableBean(FIXTURE, fixture::close);
    FakeHappyHorse server = fixture.server();
    beans.registerSingleton(FIXTURE, fixture);
    beans.registerSingleton("fakeHappyHorse", server);
    beans.registerSingleton("happyHorseTime", fixture.time());
    context.getEnvironment().getPropertySources().addFirst(properties(server));
  }

  /** The blank ones take the place of what the application would find elsewhere. */
  private static MapPropertySource properties(FakeHappyHorse server) {
    return new MapPropertySource(
        "fakeHappyHorse",
        Map.of(
            "happyhorse.base-url",
            server.baseUri().toString(),
            "happyhorse.api-key",
            server.apiKey(),
            "happyhorse.api-key-file",
            "",
            "happyhorse.proxy.host",
            ""));
  }
}
