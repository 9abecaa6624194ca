package io.happyhorse.examples.consumers.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.task.TaskId;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.FakeHappyHorse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The public API is recorded in a file, so that a review sees each change of it. */
class PublicApiTest {
  private static final Path ROOT = Path.of(System.getProperty("happyhorse.root"));

  static Stream<Arguments> published() {
    return Stream.of(
        Arguments.of("happyhorse-core", TaskId.class),
        Arguments.of("happyhorse-feign", FeignTaskQuery.class),
        Arguments.of("happyhorse-testkit", FakeHappyHorse.class));
  }

  @ParameterizedTest
  @MethodSource("published")
  void is_the_api_that_is_recorded(String module, Class<?> member) throws Exception {
    Path file = ROOT.resolve(module).resolve("api.txt");
    List<String> now = PublicApi.ofJarWith(member);
    if (Boolean.getBoolean("api.update")) {
      Files.write(file, now);
    }

    assertThat(changes(Files.readAllLines(file), now))
        .as(
            "the public API of %s; if the change is intended, write it to %s with"
                + " ./mvnw -Dapi.update=true -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -pl happyhorse-examples/consumers/release -am test",
            module, file)
        .isEmpty();
  }

  /** Returns the removed and the added lines. A member is preceded by its type. */
  private static List<String> changes(List<String> before, List<String> now) {
    List<String> old = withTypes(before);
    List<String> current = withTypes(now);
    List<String> changes = new ArrayList<>();
    old.stream().filter(line -> !current.contains(line)).forEach(line -> changes.add("- " + line));
    current.stream().filter(line -> !old.contains(line)).forEach(line -> changes.add("+ " + line));
    return changes;
  }

  private static List<String> withTypes(List<String> lines) {
    List<String> named = new ArrayList<>();
    String type = "";
    for (String line : lines) {
      boolean isMember = line.startsWith("  ");
      type = isMember ? type : line;
      named.add(isMember ? type + line.substring(1) : line);
    }
    return named;
  }

  @Test
  void contains_nullable_types_and_exceptions() throws Exception {
    assertThat(ApiText.of(Sample.class))
        .containsExactly(
            "abstract class " + Sample.class.getName()
                + "<T extends Number> implements Supplier<T>",
            "  abstract keep(List<? extends String>?, int[]) throws IOException: T?",
            "  protected new()",
            "  protected static LIMIT: int");
  }

  /** A type with everything that the text of a type can contain. */
  public abstract static class Sample<T extends Number> implements Supplier<T> {
    protected static int LIMIT;

    protected Sample() {}

    public abstract @org.jspecify.annotations.Nullable T keep(
        @org.jspecify.annotations.Nullable List<? extends String> names, int[] numbers)
        throws java.io.IOException;
  }
}
