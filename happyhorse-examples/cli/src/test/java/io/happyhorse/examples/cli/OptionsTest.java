package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options that a command accepts and describes. */
class OptionsTest {
  private static final Pattern OPTION = Pattern.compile("(?m)^ *(?:-\\w, )? *(--[a-z-]+)");

  private static List<String> described(String command) {
    String help = CommandLineRun.of(Map.of(), command, "--help").out();
    return OPTION
        .matcher(help)
        .results()
        .map((MatchResult option) -> option.group(1))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "demo, --accelerate --debug --dir --help --reveal-url --version",
    "fake, --accelerate --debug --help --key --port --script --version",
    "completion, --help --version"
  })
  void a_command_without_a_gateway_has_no_options_of_the_gateway(String command, String options) {
    assertThat(described(command)).containsExactlyInAnyOrder(options.split(" "));
    assertThat(CommandLineRun.of(Map.of(), command, "--base-url", "http://127.0.0.1:1")
            .exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "watch", "download", "check", "submit"})
  void a_command_with_a_gateway_has_the_options_of_the_gateway(String command) {
    assertThat(described(command))
        .contains("--base-url", "--api-key-file", "--proxy", "--reveal-url", "--debug");
  }
}
