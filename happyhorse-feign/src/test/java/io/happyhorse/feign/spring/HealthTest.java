package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import io.happyhorse.feign.QueryObserver;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Fault;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.TaskScript;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class HealthTest {
  private final FakeHappyHorse gateway = FakeHappyHorse.start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static Health healthOf(AssertableApplicationContext context) {
    return context.getBean("happyhorseHealthIndicator", HealthIndicator.class).health();
  }

  private void fail(AssertableApplicationContext context, Fault fault) {
    TaskId id = gateway.accept(TaskScript.succeeding().onEveryQuery(fault));
    assertThatThrownBy(() -> context.getBean(FeignTaskQuery.class).query(id))
        .isInstanceOf(QueryException.class);
  }

  private void succeed(AssertableApplicationContext context) {
    TaskId id = gateway.accept(TaskScript.succeeding());
    assertThat(context.getBean(FeignTaskQuery.class).query(id).isSucceeded()).isTrue();
  }

  @Test
  void is_unknown_before_the_first_query_and_sends_no_query() {
    Contexts.at(gateway).run(context -> {
      Health health = healthOf(context);

      assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
      assertThat(health.getDetails())
          .containsEntry("gateway", gateway.baseUri().toString())
          .containsEntry("reason", "no task has been queried yet");
      assertThat(gateway.journal().entries()).isEmpty();
    });
  }

  @Test
  void is_up_after_a_response() {
    Contexts.at(gateway).run(context -> {
      succeed(context);

      assertThat(healthOf(context).getStatus()).isEqualTo(Status.UP);
      assertThat(gateway.journal().entries()).hasSize(1);
    });
  }

  @Test
  void is_down_only_while_the_key_is_refused() {
    Contexts.at(gateway).run(context -> {
      fail(context, Fault.status(500));
      assertThat(healthOf(context).getStatus()).isEqualTo(Status.UNKNOWN);

      fail(context, GatewayErrors.unauthorized());
      assertThat(healthOf(context).getStatus()).isEqualTo(Status.DOWN);

      fail(context, Fault.status(500));
      assertThat(healthOf(context).getStatus()).isEqualTo(Status.DOWN);

      fail(context, GatewayErrors.taskNotFound());
      assertThat(healthOf(context).getStatus()).isEqualTo(Status.UP);

      fail(context, Fault.connectionReset());
      assertThat(healthOf(context).getStatus()).isEqualTo(Status.UNKNOWN);
      assertThat(healthOf(context).getDetails()).containsEntry("error", "NetworkException");
      assertThat(healthOf(context).toString()).doesNotContain(gateway.apiKey());
    });
  }

  @Test
  void follows_a_gateway_of_the_application_that_has_the_observers() {
    Contexts.at(gateway)
        .withUserConfiguration(OwnGateway.class)
        .withBean(FakeHappyHorse.class, () -> gateway)
        .run(context -> {
          succeed(context);

          assertThat(healthOf(context).getStatus()).isEqualTo(Status.UP);
        });
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnGateway {
    @Bean
    FeignTaskQuery own(FakeHappyHorse gateway, ObjectProvider<QueryObserver> observers) {
      FeignTaskQueryBuilder builder =
          FeignTaskQuery.builder(gateway.apiKey()).baseUrl(gateway.baseUri().toString());
      observers.orderedStream().forEach(builder::observer);
      return builder.build();
    }
  }

  @Test
  void can_be_switched_off() {
    Contexts.withKey()
        .withPropertyValues("management.health.happyhorse.enabled=false")
        .run(context ->
            assertThat(context).hasNotFailed().doesNotHaveBean(HealthConfiguration.INDICATOR));
  }

  @Test
  void is_the_same_for_spring_boot_4() {
    GatewayHealth health = new GatewayHealth("https://h");

    assertThat(new HealthOfBoot4(health).health())
        .satisfies(result -> assertThat(result.getStatus().getCode()).isEqualTo("UNKNOWN"))
        .satisfies(result -> assertThat(result.getDetails()).containsEntry("gateway", "https://h"));
  }
}
