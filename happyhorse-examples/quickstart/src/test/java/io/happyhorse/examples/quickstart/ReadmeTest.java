package io.happyhorse.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both READMEs show compiled code: each snippet is the text between {@code // snippet: NAME} and {@code // end}. */
class ReadmeTest {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path SOURCES = HERE.resolve("src");

  private static final String QUICKSTART_TEST =
      "test/java/io/happyhorse/examples/quickstart/QuickstartTest.java";
  private static final Map<String, String> SNIPPETS = Map.of(
      "create", "main/java/io/happyhorse/examples/quickstart/CreateVideo.java",
      "use", "main/java/io/happyhorse/examples/quickstart/Quickstart.java",
      "many", "main/java/io/happyhorse/examples/quickstart/ManyVideos.java",
      "resume", "main/java/io/happyhorse/examples/quickstart/ManyVideos.java",
      "test", QUICKSTART_TEST);

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".github/README.zh-CN.md"})
  void shows_every_snippet_as_it_is_compiled(String file) throws IOException {
    String readme = readme(file);

    for (Map.Entry<String, String> snippet : SNIPPETS.entrySet()) {
      assertThat(readme).as(file).contains(block(snippet.getKey(), snippet.getValue()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", ".github/README.zh-CN.md"})
  void contains_no_other_java_code(String file) throws IOException {
    assertThat(readme(file).split("```java\n", -1)).as(file).hasSize(SNIPPETS.size() + 1);
  }

  @Test
  void the_readme_of_the_test_kit_shows_a_fault() throws IOException {
    assertThat(readme("happyhorse-testkit/README.md")).contains(block("faults", QUICKSTART_TEST));
  }

  @Test
  void both_languages_show_the_same_code_and_commands() throws IOException {
    assertThat(fences(readme(".github/README.zh-CN.md"))).isEqualTo(fences(readme("README.md")));
  }

  private static List<String> fences(String readme) {
    return Pattern.compile("(?ms)^```.*?^```$")
        .matcher(readme)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String readme(String file) throws IOException {
    return Files.readString(HERE.resolve("../..").resolve(file));
  }

  private static String block(String name, String source) throws IOException {
    return "<!-- snippet: " + name + " -->\n```java\n"
        + regions(name, Files.readString(SOURCES.resolve(source)))
        + "```\n";
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
