package io.happyhorse.core.watch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The layers of the watcher: the state depends neither on the shell nor on threads. */
class LayersTest {
  private static final Set<String> STATE = Set.of(
      "Deadlines",
      "HeapPlaces",
      "Effect",
      "EffectLog",
      "InFlight",
      "MissedPolls",
      "Numbers",
      "OpenWait",
      "Permits",
      "Poll",
      "PollQueue",
      "Polls",
      "RequestThrottle",
      "SlidingWindow",
      "TaskRegistry",
      "TaskTable",
      "TimeHeap",
      "Verdicts",
      "WaitErrors",
      "WaitRecipient",
      "WaitStarter",
      "Waits",
      "WatchedTask",
      "WatcherSnapshots");
  private static final Set<String> SHELL = Set.of(
      "CallbackExecutor",
      "EffectRunner",
      "Engine",
      "LockedWaits",
      "Planner",
      "PollExecutor",
      "PollRunner",
      "RunningPolls",
      "Shutdown");

  private static final JavaClasses WATCH = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("io.happyhorse.core.watch");

  private static DescribedPredicate<JavaClass> in(Set<String> layer) {
    return DescribedPredicate.describe(
        "in " + layer,
        type -> type.getPackageName().equals("io.happyhorse.core.watch")
            && layer.contains(
                type.getName().substring(type.getPackageName().length() + 1).split("\\$", 2)[0]));
  }

  private static ArchRule hasNoThreads(Set<String> layer) {
    return noClasses()
        .that(in(layer))
        .should()
        .dependOnClassesThat(DescribedPredicate.describe(
            "are threads, locks, clocks, schedules or callers of foreign code",
            type -> type.isAssignableTo(Thread.class)
                || (type.getPackageName().startsWith("java.util.concurrent")
                    && !type.getName().equals("java.util.concurrent.TimeUnit"))
                || type.getPackageName().equals("io.happyhorse.core.schedule")
                || (type.getPackageName().equals("io.happyhorse.core.internal")
                    && !type.getSimpleName().equals("DurationText"))))
        .because("the rules of waiting are tested without threads and call no foreign code");
  }

  private static ArchRule doesNotDependOn(Set<String> layer, Set<String> others) {
    return noClasses()
        .that(in(layer))
        .should()
        .dependOnClassesThat(in(others))
        .because("dependencies between the layers have one direction");
  }

  @Test
  void the_state_has_no_threads() {
    hasNoThreads(STATE).check(WATCH);
  }

  @Test
  void the_state_depends_neither_on_the_shell_nor_on_the_handles() {
    doesNotDependOn(STATE, SHELL).check(WATCH);
    doesNotDependOn(
            STATE,
            Set.of(
                "TaskHandle",
                "HandleFuture",
                "ListeningFuture",
                "TaskWatcher",
                "OutcomeQueue",
                "OutcomeStream"))
        .check(WATCH);
  }

  @Test
  void a_handle_and_a_poll_do_not_depend_on_the_engine() {
    doesNotDependOn(
            Set.of(
                "TaskHandle",
                "HandleFuture",
                "ListeningFuture",
                "OutcomeQueue",
                "OutcomeStream",
                "PollRunner",
                "RunningPolls"),
            Set.of("Engine"))
        .check(WATCH);
  }

  @Test
  void no_public_type_extends_a_package_private_one() {
    classes()
        .that()
        .arePublic()
        .should()
        .beAssignableTo(DescribedPredicate.describe(
            "a public superclass",
            type -> type.getRawSuperclass()
                .map(parent -> parent.getModifiers().contains(JavaModifier.PUBLIC))
                .orElse(true)))
        .check(WATCH);
  }

  @Test
  void the_rules_can_fail() {
    assertThat(hasNoThreads(SHELL).evaluate(WATCH).hasViolation()).isTrue();
    assertThat(doesNotDependOn(SHELL, STATE).evaluate(WATCH).hasViolation()).isTrue();
  }
}
