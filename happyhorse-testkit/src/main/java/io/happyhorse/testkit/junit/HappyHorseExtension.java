package io.happyhorse.testkit.junit;

import io.happyhorse.testkit.TaskJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link HappyHorseTest} does; can also be registered by itself, for an auto-advancing clock. Stateless. */
public final class HappyHorseExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final int MOST_TOLD = 20;
  private static final Namespace NAMESPACE = Namespace.create(HappyHorseExtension.class);

  /** Makes the extension; JUnit does. */
  public HappyHorseExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Gear.class, new Gear(clockOf(context).start()));
  }

  private static TestClock clockOf(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), HappyHorseTest.class)
        .or(() -> AnnotationSupport.findAnnotation(
            context.getRequiredTestClass(),
            HappyHorseTest.class,
            context.getEnclosingTestClasses()))
        .map(HappyHorseTest::value)
        .orElse(TestClock.AUTO_ADVANCING);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return Gear.gives(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Gear gear = gearOf(context);
    if (gear == null) {
      throw new ParameterResolutionException(
          "A gateway lives as long as one test: ask for it in a test, a @BeforeEach or an @AfterEach"
              + " method, not in a constructor or a @BeforeAll method.");
    }
    return gear.get(parameter.getParameter().getType());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Gear gear = gearOf(context);
    if (gear == null) {
      return;
    }
    gear.close();
    List<AssertionError> found = new ArrayList<>();
    AssertionError stuck = gear.stuck();
    if (stuck != null) {
      found.add(stuck);
    }
    List<String> unknown = gear.journal().unknownQueries();
    if (!unknown.isEmpty()) {
      found.add(new AssertionError(String.join(System.lineSeparator(), unknown)));
    }
    Throwable failure = context.getExecutionException().orElse(null);
    if ((failure != null || !found.isEmpty()) && !gear.journal().tasks().isEmpty()) {
      System.err.println(story(context, gear));
    }
    if (failure != null) {
      found.forEach(failure::addSuppressed);
    } else if (!found.isEmpty()) {
      throw found.get(0);
    }
  }

  private static String story(ExtensionContext context, Gear gear) {
    Stream<String> tasks = gear.journal().tasks().stream().limit(MOST_TOLD).map(TaskJournal::story);
    int untold = gear.journal().tasks().size() - MOST_TOLD;
    return Stream.of(
            Stream.of("What the gateway of " + context.getDisplayName() + " was asked:"),
            tasks,
            untold > 0 ? Stream.of("... and " + untold + " more tasks") : Stream.<String>empty())
        .flatMap(lines -> lines)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static @Nullable Gear gearOf(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Gear.class, Gear.class);
  }
}
