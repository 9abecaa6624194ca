package io.happyhorse.examples.consumers.modular.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts Spring Boot on the module path. Fails if a bean of the auto-configuration is missing. */
@EnableAutoConfiguration
public class ModularSpringConsumer {
  /** Called by Spring. */
  public ModularSpringConsumer() {}

  /** Starts the application without any request, and prints its beans. */
  public static void main(String[] args) {
    if (!ModularSpringConsumer.class.getModule().isNamed()
        || !FeignTaskQuery.class.getModule().isNamed()) {
      throw new IllegalStateException("Run this on the module path.");
    }
    SpringApplication application = new SpringApplication(ModularSpringConsumer.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setWebApplicationType(WebApplicationType.NONE);
    try (ConfigurableApplicationContext context = application.run(
        "--happyhorse.api-key=sk-modular", "--happyhorse.base-url=http://127.0.0.1:9")) {
      List.of(TaskQueryPort.class, TaskSubmitPort.class, TaskWatcher.class, VideoDownloader.class)
          .forEach(type -> System.out.println("On the module path: " + context.getBean(type)));
    }
  }
}
