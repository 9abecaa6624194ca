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

/** A change of the public API is a change of a file, for a review to see. */
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
  void is_the_one_on_file(String module, Class<?> member) throws Exception {
    Path file = ROOT.resolve(module).resolve("api.txt");
    List<String> now = PublicApi.around(member);
    if (Boolean.getBoolean("api.update")) {
      Files.write(file, now);
    }

    assertThat(changes(Files.readAllLines(file), now))
        .as(
            "the public API of %s; if the change is meant, write it to %s with"
                + " ./mvnw -Dapi.update=true -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -pl happyhorse-examples/consumers/release -am test",
            module, file)
        .isEmpty();
  }

  /** Returns what is gone and what is new, each under its type. */
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
  void names_what_may_be_null_and_what_is_thrown() throws Exception {
    assertThat(ApiText.of(Sample.class))
        .containsExactly(
            "abstract class " + Sample.class.getName()
                + "<T extends Number> implements Supplier<T>",
            "  abstract keep(List<? extends String>?, int[]) throws IOException: T?",
            "  protected new()",
            "  protected static LIMIT: int");
  }

  /** Everything that a line can say. */
  public abstract static class Sample<T extends Number> implements Supplier<T> {
    protected static int LIMIT;

    protected Sample() {}

    public abstract @org.jspecify.annotations.Nullable T keep(
        @org.jspecify.annotations.Nullable List<? extends String> names, int[] numbers)
        throws java.io.IOException;
  }
}
