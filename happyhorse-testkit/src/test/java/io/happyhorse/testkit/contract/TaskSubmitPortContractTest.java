package io.happyhorse.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

class TaskSubmitPortContractTest {
  static class Flawed extends TaskSubmitOverHttpContract {
    static final AtomicReference<Flaw> FLAW = new AtomicReference<>(Flaw.NONE);

    @Override
    protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return new FlawedTaskSubmit(baseUri, apiKey, Objects.requireNonNull(FLAW.get()));
    }
  }

  @Test
  void an_adapter_without_a_flaw_passes_every_test() {
    Flawed.FLAW.set(Flaw.NONE);

    Events tests = run(selectClass(Flawed.class));

    assertThat(names(tests.started())).hasSizeGreaterThanOrEqualTo(43);
    assertThat(names(tests.failed())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void each_flaw_of_an_adapter_fails_the_tests_that_detect_it(Flaw flaw) {
    Flawed.FLAW.set(flaw);

    Events tests = run(flaw.detectedBy().stream()
        .map(test -> selectMethod(Flawed.class, test))
        .toArray(DiscoverySelector[]::new));

    assertThat(names(tests.failed())).containsExactlyInAnyOrderElementsOf(flaw.detectedBy());
  }

  static class AlwaysThrowing extends TaskSubmitOverHttpContract {
    @Override
    protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return (request, within) -> {
        throw new IllegalStateException("this adapter always throws");
      };
    }
  }

  /** A test that cannot fail proves nothing. */
  @Test
  void an_adapter_that_always_throws_fails_every_test() {
    assertThat(names(run(selectClass(AlwaysThrowing.class)).succeeded())).isEmpty();
  }

  private static Events run(DiscoverySelector... tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(tests).execute().testEvents();
  }

  private static List<String> names(Events events) {
    return events.stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .toList();
  }
}
