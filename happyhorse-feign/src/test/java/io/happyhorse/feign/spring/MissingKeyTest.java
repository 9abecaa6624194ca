package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.env.MockEnvironment;

class MissingKeyTest {
  /** A bean of the application that needs a bean of the auto-configuration. */
  static final class Renderer {
    Renderer(TaskWatcher watcher) {
      watcher.close();
    }
  }

  /** A bean of the application that needs the {@link Renderer}. */
  static final class Studio {
    final Renderer renderer;

    Studio(Renderer renderer) {
      this.renderer = renderer;
    }
  }

  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
  private final MockEnvironment environment = new MockEnvironment();
  private final MissingKeyFailureAnalyzer analyzer =
      new MissingKeyFailureAnalyzer(beans, environment);

  @Test
  void a_bean_that_needs_a_watcher_is_reported_with_the_property_to_set() {
    FailureAnalysis analysis =
        Contexts.analysisOf(Contexts.bare().withBean("renderer", Renderer.class));

    assertThat(analysis.getDescription())
        .isEqualTo("The bean 'renderer' needs a TaskWatcher, which does not exist unless"
            + " happyhorse.api-key or happyhorse.api-key-file is set.");
    assertThat(analysis.getAction())
        .isEqualTo("Set happyhorse.api-key or happyhorse.api-key-file, or define a bean of the type"
            + " HappyHorseConnectionDetails.");
  }

  @Test
  void the_bean_that_needs_the_missing_one_is_named_rather_than_those_that_need_that_bean() {
    FailureAnalysis analysis = Contexts.analysisOf(
        Contexts.bare().withBean("studio", Studio.class).withBean("renderer", Renderer.class));

    assertThat(analysis.getDescription()).startsWith("The bean 'renderer' needs a TaskWatcher, ");
  }

  @Test
  void a_bean_that_fetches_the_missing_one_while_it_is_created_is_named() {
    FailureAnalysis analysis = Contexts.analysisOf(
        Contexts.bare().withUserConfiguration(Fetching.class).withBean("studio", Studio.class));

    assertThat(analysis.getDescription()).startsWith("The bean 'fetching' needs a TaskWatcher, ");
  }

  @Configuration(proxyBeanMethods = false)
  static class Fetching {
    @Bean
    Renderer fetching(BeanFactory all) {
      return new Renderer(all.getBean(TaskWatcher.class));
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        FeignTaskQuery.class,
        TaskQueryPort.class,
        TaskSubmitPort.class,
        TaskWatcher.class,
        VideoDownloader.class,
        VideoSourcePort.class
      })
  void each_bean_that_needs_the_key_is_reported(Class<?> type) {
    assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(type)).getDescription())
        .startsWith("The application needs a " + type.getSimpleName() + ", which does not exist");
  }

  @Test
  void a_bean_that_is_missing_for_another_reason_is_left_to_spring_boot() {
    assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(PollSchedule.class)))
        .isNull();
    assertThat(analyzer.analyze(new NoSuchBeanDefinitionException("happyHorseTaskWatcher")))
        .isNull();
    assertThat(analyzer.analyze(
            new NoUniqueBeanDefinitionException(TaskWatcher.class, "first", "second")))
        .isNull();
  }

  @Test
  void a_bean_that_is_missing_despite_a_key_is_left_to_spring_boot() {
    environment.setProperty("happyhorse.api-key", "sk-1");

    assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(TaskWatcher.class)))
        .isNull();
  }

  @Test
  void a_bean_that_is_missing_despite_connection_details_is_left_to_spring_boot() {
    HappyHorseConnectionDetails details = () -> "sk-1";
    beans.registerSingleton("details", details);

    assertThat(analyzer.analyze(new NoSuchBeanDefinitionException(TaskWatcher.class)))
        .isNull();
  }
}
