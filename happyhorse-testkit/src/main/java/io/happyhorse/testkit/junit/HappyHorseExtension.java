package io.happyhorse.testkit.junit;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** The JUnit extension behind {@link HappyHorseTest}. It can also be registered directly, with the default settings. Stateless. */
public final class HappyHorseExtension
    implements BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final Namespace NAMESPACE = Namespace.create(HappyHorseExtension.class);

  /** Called by JUnit. */
  public HappyHorseExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    TestFixture shared = SpringTests.fixtureOf(context);
    TestFixture fixture = shared == null ? new TestFixture(TestSettings.of(context)) : shared;
    fixture.begin();
    context.getStore(NAMESPACE).put(TestFixture.class, fixture);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return TestFixture.supports(parameter.getParameter().getType())
        && !SpringTests.provides(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestFixture fixture = fixtureOf(context);
    if (fixture == null) {
      throw new ParameterResolutionException(
          "Each test has its own gateway: declare the parameter in a test, a @BeforeEach or an @AfterEach"
              + " method, not in a constructor or a @BeforeAll method.");
    }
    return fixture.get(parameter.getParameter().getType());
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw explained(context, failure);
  }

  /** Returns the error of the virtual time if the test failed because the time stood still; otherwise the failure of the test. */
  private static Throwable explained(ExtensionContext context, Throwable failure) {
    TestFixture fixture = fixtureOf(context);
    AssertionError standstill = fixture == null ? null : fixture.standstill();
    if (standstill == null) {
      return failure;
    }
    boolean unused = Thread.interrupted(); // clears the interrupt of the watchdog
    if (Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .noneMatch(cause -> cause == standstill)) {
      standstill.addSuppressed(failure);
    }
    return standstill;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestFixture fixture = fixtureOf(context);
    if (fixture == null) {
      return;
    }
    try {
      fixture.endOfTest();
      judge(context, fixture);
    } finally {
      fixture.release();
    }
  }

  private static void judge(ExtensionContext context, TestFixture fixture) {
    AssertionError found = finding(fixture);
    Throwable failure = context.getExecutionException().orElse(null);
    if (found != null || (failure != null && !(failure instanceof TestAbortedException))) {
      System.err.println(FailureReport.of(context.getDisplayName(), fixture));
    }
    if (found != null && failure == null) {
      throw found;
    }
    if (found != null && failure != null && found != failure) {
      failure.addSuppressed(found);
    }
  }

  /** Returns an error that the test itself may not have noticed, such as a query for an unknown task; null if there is none. */
  private static @Nullable AssertionError finding(TestFixture fixture) {
    AssertionError standstill = fixture.standstill();
    if (standstill != null) {
      boolean unused =
          Thread.interrupted(); // the interrupt was meant for this test, not for the next one
      return standstill;
    }
    List<String> unknown =
        fixture.journal().unknownQueries().stream().distinct().toList();
    return unknown.isEmpty()
        ? null
        : new AssertionError(String.join(System.lineSeparator(), unknown));
  }

  private static @Nullable TestFixture fixtureOf(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(TestFixture.class, TestFixture.class);
  }
}
