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
  void an_adapter_without_a_flaw_keeps_every_law() {
    Flawed.FLAW.set(Flaw.NONE);

    Events laws = run(selectClass(Flawed.class));

    assertThat(names(laws.started())).hasSizeGreaterThanOrEqualTo(43);
    assertThat(names(laws.failed())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void each_flaw_of_an_adapter_breaks_a_law(Flaw flaw) {
    Flawed.FLAW.set(flaw);

    Events laws = run(flaw.breaks().stream()
        .map(law -> selectMethod(Flawed.class, law))
        .toArray(DiscoverySelector[]::new));

    assertThat(names(laws.failed())).containsExactlyInAnyOrderElementsOf(flaw.breaks());
  }

  static class Dead extends TaskSubmitOverHttpContract {
    @Override
    protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
      return (request, within) -> {
        throw new IllegalStateException("dead");
      };
    }
  }

  /** A law that cannot fail is none. */
  @Test
  void an_adapter_that_does_nothing_breaks_every_law() {
    assertThat(names(run(selectClass(Dead.class)).succeeded())).isEmpty();
  }

  private static Events run(DiscoverySelector... laws) {
    return EngineTestKit.engine("junit-jupiter").selectors(laws).execute().testEvents();
  }

  private static List<String> names(Events events) {
    return events.stream()
        .map(event -> event.getTestDescriptor().getDisplayName().replace("()", ""))
        .toList();
  }
}
