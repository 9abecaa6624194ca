package io.happyhorse.feign.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BadPropertyTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      timeouts.connect=0s | The connect timeout must be more than zero and at most 1 hour, not PT0S.
      timeouts.read=2h | The read timeout must be more than zero and at most 1 hour, not PT2H.
      timeouts.read=soon | 'soon' cannot be used as java.time.Duration.
      watcher.rate=0 | The rate of a watcher must be more than 0 and at most 1000000 per second, not 0.0.
      watcher.rate=many | 'many' cannot be used as double.
      watcher.max-in-flight=0 | A watcher needs at least 1 poll in flight, not 0.
      watcher.give-up-after=0s | A wait cannot be given up after PT0S: use more than zero.
      watcher.schedule=learnd | 'learnd' cannot be used: use default or learned.
      watcher.learned-times-file=a.txt | It needs happyhorse.watcher.schedule=learned.
      download.tries=101 | A download can have 1 to 100 tries, not 101.
      download.stall-timeout=-1s | The stall timeout must be more than zero and at most 1 hour, not PT-1S.
      download.max-concurrent=0 | There can be 1 to 64 concurrent downloads, not 0.
      proxy.port=0 | Use 1 to 65535, not 0.
      proxy.username=me | Set happyhorse.proxy.password, too.
      base-url=ftp://example.com | 'ftp://example.com' cannot be the base URL: use an absolute http or https URL such as https://www.anyfast.com.cn.
      api-key-file=no/such/file | The file 'no/such/file' cannot be read.
      """)
  void fails_the_start_with_a_message_that_names_it(String property, String problem) {
    String name = "happyhorse." + property.substring(0, property.indexOf('='));
    ApplicationContextRunner runner =
        property.startsWith("api-key") ? Contexts.bare() : Contexts.withKey();

    FailureAnalysis analysis =
        Contexts.analysisOf(runner.withPropertyValues("happyhorse." + property));

    assertThat(analysis.getDescription()).isEqualTo(name + ": " + problem);
    assertThat(analysis.getAction()).isEqualTo("Correct the value of " + name + ".");
  }

  @Test
  void a_key_with_a_blank_is_reported_but_not_shown() {
    FailureAnalysis analysis = Contexts.analysisOf(
        Contexts.bare().withPropertyValues("happyhorse.api-key=Bearer sk-contextsSecret1"));

    assertThat(analysis.getDescription())
        .startsWith("happyhorse.api-key: The API key contains a blank")
        .doesNotContain("Secret");
  }

  @Test
  void key_and_file_exclude_each_other() {
    FailureAnalysis analysis = Contexts.analysisOf(
        Contexts.withKey().withPropertyValues("happyhorse.api-key-file=key.txt"));

    assertThat(analysis.getDescription())
        .isEqualTo("happyhorse.api-key-file: Set this or happyhorse.api-key, not both.");
  }

  @Test
  void a_folder_cannot_store_the_learned_times(@TempDir Path folder) {
    FailureAnalysis analysis = Contexts.analysisOf(Contexts.withKey()
        .withPropertyValues(
            "happyhorse.watcher.schedule=learned",
            "happyhorse.watcher.learned-times-file=" + folder));

    assertThat(analysis.getDescription())
        .isEqualTo(
            "happyhorse.watcher.learned-times-file: The file '" + folder + "' cannot be written.");
  }

  @Test
  void shows_no_secret_that_was_bound_before_it() {
    for (String invalid : List.of("happyhorse.watcher.rate=0", "happyhorse.timeouts.read=soon")) {
      ApplicationContextRunner runner = Contexts.withKey()
          .withPropertyValues(
              "happyhorse.proxy.username=me", "happyhorse.proxy.password=hush-hush", invalid);
      FailureAnalysis analysis = Contexts.analysisOf(runner);

      assertThat(analysis.getDescription()).doesNotContain(Contexts.KEY, "hush-hush");
      runner.run(context -> assertThat(context.getStartupFailure())
          .hasStackTraceContaining("happyhorse")
          .satisfies(failure ->
              assertThat(stackTrace(failure)).doesNotContain(Contexts.KEY, "hush-hush")));
    }
  }

  private static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @Test
  void other_failures_are_left_to_spring_boot() {
    assertThat(new InvalidPropertyFailureAnalyzer().analyze(new IllegalStateException("other")))
        .isNull();
  }
}
