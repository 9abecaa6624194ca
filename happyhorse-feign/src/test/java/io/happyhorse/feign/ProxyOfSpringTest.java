package io.happyhorse.feign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.SubmissionNotSentException;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.feign.spring.FeignTaskQueryCustomizer;
import io.happyhorse.feign.spring.HappyHorseAutoConfiguration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The properties {@code happyhorse.proxy.*} of an application whose proxy requires a password. */
class ProxyOfSpringTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("user:secret".getBytes(UTF_8));

  private final CannedGateway gateway = new CannedGateway(SelfSignedCertificate.TLS);
  private final LoopbackProxy proxy = new LoopbackProxy(BASIC);

  @AfterEach
  void stop() {
    gateway.close();
    proxy.close();
  }

  private ApplicationContextRunner application() {
    return new ApplicationContextRunner()
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
        .withConfiguration(AutoConfigurations.of(HappyHorseAutoConfiguration.class))
        .withBean(
            FeignTaskQueryCustomizer.class,
            () -> builder -> builder.sslContext(SelfSignedCertificate.TLS))
        .withPropertyValues(
            "happyhorse.api-key=sk-spring",
            "happyhorse.base-url=" + gateway.url(),
            "happyhorse.proxy.host=127.0.0.1",
            "happyhorse.proxy.port=" + proxy.port());
  }

  private void assertThatOneTunnelWasOpened() {
    assertThat(proxy.heads)
        .singleElement()
        .asString()
        .startsWith("CONNECT localhost:")
        .contains("Proxy-Authorization: " + BASIC)
        .doesNotContain("sk-spring");
    assertThat(gateway.headers).singleElement().satisfies(headers -> {
      assertThat(headers).doesNotContainKey("Proxy-authorization");
      assertThat(headers.get("Authorization")).containsExactly("Bearer sk-spring");
    });
  }

  @Test
  void send_a_query_through_the_proxy() {
    gateway.json(200, "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}");

    application()
        .withPropertyValues("happyhorse.proxy.username=user", "happyhorse.proxy.password=secret")
        .run(
            context -> assertThat(context.getBean(TaskQueryPort.class).query(ID).rawStatus())
                .isEqualTo("QUEUED"));

    assertThatOneTunnelWasOpened();
  }

  @Test
  void send_a_submission_through_the_proxy() {
    gateway.json(200, "{\"id\":\"asyntask_A\",\"object\":\"video\"}");

    application()
        .withPropertyValues("happyhorse.proxy.username=user", "happyhorse.proxy.password=secret")
        .run(context -> assertThat(context
                .getBean(TaskSubmitPort.class)
                .submit(VideoRequest.textToVideo("A cat"))
                .id())
            .isEqualTo(ID));

    assertThatOneTunnelWasOpened();
  }

  @Test
  void without_a_password_send_nothing_to_the_gateway() {
    application().run(context -> {
      assertThatThrownBy(() -> context.getBean(TaskQueryPort.class).query(ID))
          .isInstanceOf(ProxyAuthenticationException.class);
      assertThatThrownBy(
              () -> context.getBean(TaskSubmitPort.class).submit(VideoRequest.textToVideo("A cat")))
          .isInstanceOf(SubmissionNotSentException.class);
    });

    assertThat(gateway.headers).isEmpty();
  }
}
