package io.happyhorse.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.happyhorse.core.error.ApiKeyMissingException;
import io.happyhorse.core.error.ForbiddenException;
import io.happyhorse.core.error.GatewayUnavailableException;
import io.happyhorse.core.error.LinkMissingException;
import io.happyhorse.core.error.MalformedResponseException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.ProxyAuthenticationException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.error.QueryInterruptedException;
import io.happyhorse.core.error.QueryRejectedException;
import io.happyhorse.core.error.RateLimitedException;
import io.happyhorse.core.error.TaskNotFoundException;
import io.happyhorse.core.error.UnauthorizedException;
import io.happyhorse.core.error.UntrustedCertificateException;
import io.happyhorse.core.error.WaitAbandonedException;
import io.happyhorse.core.error.WaitDeadlineException;
import io.happyhorse.core.error.WaitException;
import io.happyhorse.core.error.WaitInterruptedException;
import io.happyhorse.core.error.WaitStoppedException;
import io.happyhorse.core.error.WatcherClosedException;
import io.happyhorse.core.error.WrongEndpointException;
import io.happyhorse.core.schedule.PollSchedule;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The promise of the library: however a wait fails, the error contains the task and its last known state. */
class FailurePathsTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private final VirtualTime time = VirtualTime.lenient(Instant.EPOCH);
  private final ScriptedPort gateway = new ScriptedPort(time);
  private final TaskWatcher watcher = TaskWatcher.builder(gateway)
      .time(time)
      .schedule(PollSchedule.fixed(Duration.ofSeconds(15)))
      .build();

  @AfterEach
  void closeTime() {
    time.close();
  }

  /** A way for a wait to fail after one observation, and the error it ends with. */
  private record Path(
      Class<? extends WaitException> error,
      boolean isOfThisWait,
      BiFunction<FailurePathsTest, TaskHandle, @Nullable Throwable> failing) {}

  static Stream<Arguments> paths() {
    return Stream.concat(
        permanentErrors()
            .map(error ->
                path(WaitAbandonedException.class, (test, handle) -> test.fail(handle, error))),
        Stream.of(
            path(WaitDeadlineException.class, (test, handle) -> {
              test.gateway.alwaysReturns("QUEUED");
              return catchThrowable(handle::join);
            }),
            path(LinkMissingException.class, (test, handle) -> {
              test.gateway.alwaysReturns("SUCCESS without link");
              return catchThrowable(handle::join);
            }),
            path(WaitStoppedException.class, (test, handle) -> {
              handle.stop();
              return catchThrowable(handle::join);
            }),
            path(WaitStoppedException.class, (test, handle) -> {
              handle.future().cancel(true);
              return catchThrowable(handle::join);
            }),
            path(WaitStoppedException.class, (test, handle) -> {
              handle.future().completeExceptionally(new IllegalStateException("from outside"));
              return catchThrowable(handle::join);
            }),
            path(WatcherClosedException.class, (test, handle) -> {
              test.watcher.close();
              return catchThrowable(handle::join);
            }),
            newWait(WatcherClosedException.class, (test, handle) -> {
              test.watcher.close();
              return catchThrowable(() -> test.watcher.watch(ID, TIMEOUT));
            }),
            newWait(WatcherClosedException.class, (test, handle) -> {
              test.watcher.close();
              return catchThrowable(() -> test.watcher.awaitAll(List.of(ID), TIMEOUT));
            }),
            newWait(WatcherClosedException.class, (test, handle) -> {
              test.watcher.close();
              return catchThrowable(
                  () -> test.watcher.asCompleted(List.of(ID), TIMEOUT).toList());
            }),
            newWait(WaitInterruptedException.class, (test, handle) -> {
              try (Stream<TaskOutcome> outcomes = test.watcher.asCompleted(List.of(ID), TIMEOUT)) {
                Thread.currentThread().interrupt();
                TaskOutcome outcome = outcomes.toList().get(0);
                assertThat(Thread.interrupted()).isTrue();
                return ((TaskOutcome.GaveUp) outcome).error();
              }
            }),
            path(WaitInterruptedException.class, (test, handle) -> {
              Thread.currentThread().interrupt();
              Throwable error = catchThrowable(handle::join);
              assertThat(Thread.interrupted()).isTrue();
              return error;
            }),
            newWait(WaitInterruptedException.class, (test, handle) -> {
              Thread.currentThread().interrupt();
              TaskOutcome outcome = test.watcher.awaitAll(List.of(ID), TIMEOUT).get(ID);
              assertThat(Thread.interrupted()).isTrue();
              return ((TaskOutcome.GaveUp) Objects.requireNonNull(outcome)).error();
            })));
  }

  private static Arguments path(
      Class<? extends WaitException> error,
      BiFunction<FailurePathsTest, TaskHandle, @Nullable Throwable> failing) {
    return Arguments.of(error.getSimpleName(), new Path(error, true, failing));
  }

  private static Arguments newWait(
      Class<? extends WaitException> error,
      BiFunction<FailurePathsTest, TaskHandle, @Nullable Throwable> failing) {
    return Arguments.of(error.getSimpleName(), new Path(error, false, failing));
  }

  private static Stream<Function<QueryDetails, RuntimeException>> permanentErrors() {
    return Stream.of(
        details -> new ApiKeyMissingException("its supplier returned none", details),
        UnauthorizedException::new,
        ForbiddenException::new,
        TaskNotFoundException::new,
        WrongEndpointException::new,
        QueryRejectedException::new,
        ProxyAuthenticationException::new,
        details -> new UntrustedCertificateException("no path to a root", details, null),
        RateLimitedException::new,
        GatewayUnavailableException::new,
        QueryInterruptedException::new,
        MalformedResponseException::webPage,
        details -> new MalformedResponseException("it is empty", details, null),
        details -> new NetworkException("no connection to the host", details, null),
        details -> new IllegalStateException("a defect of the port"));
  }

  private @Nullable Throwable fail(
      TaskHandle handle, Function<QueryDetails, RuntimeException> error) {
    gateway.alwaysFails(() -> error.apply(QueryDetails.of(ID)));
    return catchThrowable(handle::join);
  }

  @ParameterizedTest(name = "{0} [{index}]")
  @MethodSource("paths")
  void every_error_has_the_task_and_its_last_observation(String name, Path path)
      throws InterruptedException {
    gateway.returns("IN_PROGRESS");
    TaskHandle handle = watcher.watch(ID, TIMEOUT);
    time.sleep(Duration.ofSeconds(1));

    WaitException error =
        (WaitException) Objects.requireNonNull(path.failing().apply(this, handle));

    assertThat(error).isExactlyInstanceOf(path.error());
    assertThat(error.taskId()).isEqualTo(ID);
    assertThat(error.origin()).isEqualTo(URI.create("https://gateway"));
    assertThat(error)
        .hasMessageContaining("task asyntask_A at https://gateway, " + error.polls() + " poll");
    if (path.isOfThisWait()) {
      assertThat(error.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(error.polls()).isEqualTo(gateway.queriedAt.size());
      assertThat(error.lastObservation()).isNotNull();
      assertThat(error).hasMessageContaining("last seen ");
    } else {
      assertThat(error.elapsed()).isZero();
      assertThat(error.polls()).isZero();
    }
    if (error instanceof WaitAbandonedException) {
      assertThat(error.lastError()).isNotNull().isSameAs(error.getCause());
    }
    watcher.close();
  }

  @ParameterizedTest(name = "{0} [{index}]")
  @MethodSource("paths")
  void waiting_for_the_same_id_resumes(String name, Path path) throws InterruptedException {
    gateway.returns("IN_PROGRESS");
    TaskHandle handle = watcher.watch(ID, TIMEOUT);
    time.sleep(Duration.ofSeconds(1));
    WaitException error =
        (WaitException) Objects.requireNonNull(path.failing().apply(this, handle));
    gateway.alwaysReturns("SUCCESS");

    try (TaskWatcher another = TaskWatcher.of(gateway, time)) {
      assertThat(another.await(error.taskId(), TIMEOUT).isSucceeded()).isTrue();
    }
    watcher.close();
  }

  @Test
  void every_error_class_is_covered() {
    Set<String> classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.happyhorse.core.error")
            .stream()
            .filter(type -> type.isAssignableTo(QueryException.class)
                || type.isAssignableTo(WaitException.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet());
    Set<String> waits = paths().map(path -> (String) path.get()[0]).collect(Collectors.toSet());
    Set<String> queries = permanentErrors()
        .map(error -> error.apply(QueryDetails.of(ID)))
        .filter(QueryException.class::isInstance)
        .map(error -> error.getClass().getSimpleName())
        .collect(Collectors.toSet());

    assertThat(Stream.concat(waits.stream(), queries.stream()))
        .containsExactlyInAnyOrderElementsOf(classes);
  }
}
