package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

/** Not run while another test makes the root logger log more: at DEBUG, the text of Spring's environment contains all values. */
@ResourceLock(value = "java.util.logging.root.level", mode = ResourceAccessMode.READ)
class SecretsInSpringTest {
  private static final String PASSWORD = "hush-hush-hush";
  private static final String USER_SETTING = "my.own.setting";

  private final ApplicationContextRunner runner = Contexts.withKey()
      .withConfiguration(AutoConfigurations.of(
          JmxAutoConfiguration.class,
          ConfigurationPropertiesReportEndpointAutoConfiguration.class,
          EnvironmentEndpointAutoConfiguration.class))
      .withPropertyValues(
          "spring.jmx.enabled=true",
          "management.endpoints.jmx.exposure.include=*",
          "management.endpoint.configprops.show-values=always",
          "management.endpoint.env.show-values=always",
          "happyhorse.proxy.username=me",
          "happyhorse.proxy.password=" + PASSWORD,
          USER_SETTING + "=--happyhorse.api-key=" + Contexts.KEY)
      .withInitializer(context -> context
          .getEnvironment()
          .getPropertySources()
          .addLast(new MapPropertySource(
              "systemEnvironmentLike", Map.of("HAPPYHORSE_API_KEY", "sk-other-secret"))));

  private static String json(Object output) throws Exception {
    com.fasterxml.jackson.databind.ObjectMapper mapper =
        new com.fasterxml.jackson.databind.ObjectMapper();
    return new String(mapper.writeValueAsBytes(output), StandardCharsets.UTF_8);
  }

  @Test
  void are_hidden_by_the_endpoint_of_configuration_properties() {
    runner.run(context -> {
      String output = json(context
          .getBean(ConfigurationPropertiesReportEndpoint.class)
          .configurationPropertiesWithPrefix("happyhorse"));

      assertThat(output)
          .contains("https://www.anyfast.com.cn", "maxInFlight")
          .doesNotContain(Contexts.KEY, PASSWORD);
    });
  }

  @Test
  void are_hidden_by_the_endpoint_of_the_environment_under_any_name() {
    runner.run(context -> {
      String output = json(context.getBean(EnvironmentEndpoint.class).environment(null));

      assertThat(output)
          .contains(USER_SETTING, "HAPPYHORSE_API_KEY")
          .doesNotContain(Contexts.KEY, PASSWORD, "sk-other-secret");
    });
  }

  @Test
  void appear_in_the_text_of_no_bean() {
    runner.run(context -> assertThat(context.getBeansOfType(Object.class).values())
        .allSatisfy(
            bean -> assertThat(String.valueOf(bean)).doesNotContain(Contexts.KEY, PASSWORD)));
  }

  @Test
  void the_text_of_the_properties_contains_everything_else() {
    runner.run(context -> assertThat(context.getBean(HappyHorseProperties.class).toString())
        .contains("apiKey=***", "https://www.anyfast.com.cn", "rate=50.0", "connect=PT5S"));
  }
}
