package io.happyhorse.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoRequest;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.AcceleratedTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.GatewayErrors;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.SubmitFault;
import io.happyhorse.testkit.TaskScript;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

class SpringTestsTest {
  private static final Set<FakeHappyHorse> GATEWAYS = ConcurrentHashMap.newKeySet();
  private static final Queue<String> STARTS = new ConcurrentLinkedQueue<>();

  private static final VideoRequest REQUEST = VideoRequest.textToVideo("A cat");

  private static Events run(Class<?>... classes) {
    GATEWAYS.clear();
    EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
    for (Class<?> each : classes) {
      kit = kit.selectors(selectClass(each));
    }
    return kit.execute().testEvents();
  }

  @Test
  void two_classes_with_equal_annotations_share_one_context_and_gateway() {
    run(First.class, Second.class).assertStatistics(stats -> stats.started(3).succeeded(3));

    assertThat(GATEWAYS)
        .singleElement()
        .satisfies(
            gateway -> assertThat(STARTS).containsOnlyOnce(gateway.baseUri().toString()));
  }

  @Test
  void another_annotation_has_its_own_context_and_a_virtual_time() {
    run(First.class, Virtual.class).assertStatistics(stats -> stats.started(3).succeeded(3));

    assertThat(GATEWAYS)
        .hasSize(2)
        .allSatisfy(
            gateway -> assertThat(STARTS).containsOnlyOnce(gateway.baseUri().toString()));
  }

  @Test
  void a_query_for_an_unknown_task_fails_the_test_unless_an_earlier_test_accepted_the_task() {
    run(Unknown.class).assertStatistics(stats -> stats.started(2).succeeded(1).failed(1));
  }

  @Test
  void nested_classes_share_the_context_of_the_outer_one() {
    run(Outer.class).assertStatistics(stats -> stats.started(1).succeeded(1));
  }

  @Test
  void without_the_annotation_a_context_has_no_gateway() {
    run(Plain.class).assertStatistics(stats -> stats.started(1).succeeded(1));
  }

  @Configuration
  static class Application {
    @Bean
    String address(Environment environment) {
      String address = String.valueOf(environment.getProperty("happyhorse.base-url"));
      STARTS.add(address);
      return address;
    }
  }

  @HappyHorseTest
  @SpringJUnitConfig(Application.class)
  @TestPropertySource(properties = "happyhorse.api-key-file=of-the-application")
  @DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_CLASS)
  static class Outer {
    @Nested
    class Inner {
      @Test
      void has_the_gateway(FakeHappyHorse gateway, @Autowired String address) {
        assertThat(address).isEqualTo(gateway.baseUri().toString());
      }
    }
  }

  @HappyHorseTest
  @SpringJUnitConfig(Application.class)
  static class First {
    private static final TaskId ID = TaskId.of("asyntask_A");

    @BeforeEach
    void is_empty(FakeHappyHorse gateway) {
      GATEWAYS.add(gateway);
      assertThat(gateway.journal().entries()).isEmpty();
      assertThat(gateway.journal().tasks()).isEmpty();
      assertThat(gateway.ledger().posts()).isEmpty();
      assertThat(gateway.ledger().charges()).isEmpty();
    }

    private static void use(FakeHappyHorse gateway) {
      gateway.accept(ID, TaskScript.succeeding());
      assertThat(gateway.inMemory().query(ID).isSucceeded()).isTrue();
      gateway.onShareOfQueries(1, GatewayErrors.unauthorized());
      assertThat(gateway.inMemory().submitPort().submit(REQUEST)).isNotNull();
      gateway.onShareOfSubmissions(1, SubmitFault.modelNotFound());
    }

    @Test
    void sets_the_connection_properties(
        FakeHappyHorse gateway,
        @Autowired Environment environment,
        @Autowired FakeHappyHorse bean) {
      assertThat(bean).isSameAs(gateway);
      assertThat(environment.getProperty("happyhorse.base-url"))
          .isEqualTo(gateway.baseUri().toString());
      assertThat(environment.getProperty("happyhorse.api-key")).isEqualTo(gateway.apiKey());
      assertThat(environment.getProperty("happyhorse.api-key-file")).isEmpty();
      use(gateway);
    }

    @Test
    void runs_in_accelerated_time(
        FakeHappyHorse gateway, TimeSource time, @Autowired TimeSource bean) {
      assertThat(time).isInstanceOf(AcceleratedTime.class).isSameAs(bean);
      assertThat(gateway.time()).isSameAs(time);
      use(gateway);
    }
  }

  @HappyHorseTest
  @SpringJUnitConfig(Application.class)
  static class Second {
    @Autowired
    private FakeHappyHorse gateway;

    @Test
    void finds_the_gateway_empty() {
      GATEWAYS.add(gateway);
      assertThat(gateway.journal().entries()).isEmpty();
      TaskId id = gateway.accept(TaskScript.succeeding());
      assertThat(gateway.inMemory().query(id).isSucceeded()).isTrue();
      assertThat(gateway.ledger().posts()).isEmpty();
      gateway.onSubmission(1, SubmitFault.tooManyRequests());
      TaskSubmitPort port = gateway.inMemory().submitPort();
      assertThatThrownBy(() -> port.submit(REQUEST)).hasMessageContaining("429");
      assertThat(port.submit(REQUEST)).isNotNull();
    }
  }

  @HappyHorseTest(TestClock.STRICT)
  @SpringJUnitConfig(Application.class)
  static class Virtual {
    @Test
    void has_a_virtual_time(VirtualTime time, FakeHappyHorse gateway) {
      GATEWAYS.add(gateway);
      assertThat(gateway.time()).isSameAs(time);
    }
  }

  @HappyHorseTest(seed = 7)
  @SpringJUnitConfig(Application.class)
  @org.junit.jupiter.api.TestMethodOrder(org.junit.jupiter.api.MethodOrderer.MethodName.class)
  static class Unknown {
    private static final TaskId OLD = TaskId.of("asyntask_old");

    private static void query(InMemoryTaskQuery gateway, TaskId id) {
      assertThatThrownBy(() -> gateway.query(id)).hasMessageContaining(id.value());
    }

    @Test
    void first_accepts_a_task_and_queries_an_unknown_one(InMemoryTaskQuery gateway) {
      gateway.accept(OLD, TaskScript.succeeding());
      query(gateway, TaskId.of("asyntask_unknown"));
    }

    @Test
    void second_can_still_query_the_accepted_task(InMemoryTaskQuery gateway) {
      query(gateway, OLD);
    }
  }

  @SpringJUnitConfig(Application.class)
  static class Plain {
    @Test
    void has_none(@Autowired String address) {
      assertThat(address).isEqualTo("null");
    }
  }
}
