package io.happyhorse.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README shows compiled code: each snippet is the text between {@code // snippet: NAME} and {@code // end}. */
class ReadmeTest {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path SOURCES = HERE.resolve("src");

  @ParameterizedTest
  @CsvSource({
    "use, main/java/io/happyhorse/examples/quickstart/Quickstart.java",
    "create, main/java/io/happyhorse/examples/quickstart/CreateVideo.java",
    "test, test/java/io/happyhorse/examples/quickstart/QuickstartTest.java"
  })
  void shows_the_snippet_as_it_is_compiled(String name, String source) throws IOException {
    String readme = Files.readString(HERE.resolve("../../README.md"));
    String snippet = regions(name, Files.readString(SOURCES.resolve(source)));

    assertThat(readme).contains("<!-- snippet: " + name + " -->\n```java\n" + snippet + "```\n");
  }

  private static String regions(String name, String source) {
    String snippet = Pattern.compile("(?s) *// snippet: " + name + "\\n(.*?)\n *// end\\n")
        .matcher(source)
        .results()
        .map((MatchResult match) -> match.group(1).stripIndent() + "\n")
        .collect(Collectors.joining());
    assertThat(snippet).as("snippet %s", name).isNotBlank();
    return snippet;
  }
}
