package io.happyhorse.examples.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {
  @TempDir
  Path dir;

  /** Since the page cannot start on port -1, a missing check does not leave a running server. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
        watch x --learned=DIR/none/times | 'DIR/none/times' cannot be written, since its folder does not exist: create the folder, or choose another file with --learned.
        watch x --timeout=0              | The timeout of a wait must be more than zero, not PT0S.
        watch x --timeout=soon           | Invalid value for option '--timeout': 'soon' is not a whole number
        watch x --kind=                  | The kind of a wait must not be blank; leave it out if it is not known.
        demo --rate=0                    | The rate of a watcher must be more than 0 and at most 1000000 per second, not 0.0.
        demo --rate=fast                 | Invalid value for option '--rate': 'fast' is not a number
        """)
  void an_invalid_value_is_reported_in_one_sentence_before_the_page_starts(
      String line, String message) {
    String[] words = (line.replace("DIR", dir.toString()) + " --port=-1").split(" ", -1);
    StringWriter err = new StringWriter();

    int exitCode = new Dashboard(
            Map.of("HAPPYHORSE_API_KEY", "sk-test", "HAPPYHORSE_BASE_URL", "http://127.0.0.1:1"))
        .run(new PrintWriter(new StringWriter()), new PrintWriter(err), words);

    assertThat(err.toString())
        .isEqualToNormalizingNewlines(message.replace("DIR", dir.toString()) + "\n");
    assertThat(exitCode).isEqualTo(2);
  }
}
