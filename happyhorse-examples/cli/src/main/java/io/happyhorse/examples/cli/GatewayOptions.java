package io.happyhorse.examples.cli;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of every command that sends requests to a gateway. There is no option for the API key itself, since process lists would
 * show it. The options are not declared by annotations, since reading annotations takes a quarter of the time of a query.
 */
final class GatewayOptions {
  static final String KEY = "HAPPYHORSE_API_KEY";
  static final String BASE_URL = "HAPPYHORSE_BASE_URL";

  /** What an option does that commands without a gateway have, too. */
  static final String REVEAL_URL = "Print the secret links to videos.";

  static final String DEBUG = "Print the stack trace of an error.";

  private final OptionSpec baseUrl = OptionSpec.builder("--base-url")
      .paramLabel("URL")
      .type(String.class)
      .description(
          "The gateway's base URL (default: the environment variable " + BASE_URL + ", else",
          FeignTaskQueryBuilder.DEFAULT_BASE_URL + ").")
      .build();

  private final OptionSpec apiKeyFile = OptionSpec.builder("--api-key-file")
      .paramLabel("FILE")
      .type(Path.class)
      .description(
          "The file that contains the API key, - for the standard input (default: the environment variable "
              + KEY + ").")
      .build();

  private final OptionSpec proxy = OptionSpec.builder("--proxy")
      .paramLabel("URL")
      .type(String.class)
      .description(
          "The HTTP proxy, as http://user:password@host:port (default: the environment variables"
              + " https_proxy, http_proxy and no_proxy).")
      .build();

  private final OptionSpec revealUrl = OptionSpec.builder("--reveal-url")
      .type(boolean.class)
      .description(REVEAL_URL)
      .build();

  private final OptionSpec debug =
      OptionSpec.builder("--debug").type(boolean.class).description(DEBUG).build();

  /** A command with these options. {@link Subcommands} adds them to it. */
  interface User {
    GatewayOptions gatewayOptions();
  }

  void addTo(CommandSpec command) {
    List.of(baseUrl, apiKeyFile, proxy, revealUrl, debug).forEach(command::addOption);
  }

  boolean revealsUrl() {
    return isGiven(revealUrl);
  }

  private static boolean isGiven(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  /**
   * Returns the adapter.
   *
   * @throws IllegalArgumentException if a setting cannot be used
   */
  FeignTaskQuery gateway(HappyHorseCli program) {
    Map<String, String> environment = program.environment();
    String url = url(environment);
    Path keyFile = apiKeyFile.getValue();
    String key =
        keyFile == null ? environment.getOrDefault(KEY, "") : keyIn(keyFile, program.inputs());
    if (key.isBlank()) {
      throw new IllegalArgumentException("The API key is missing: set " + KEY
          + " in the environment, or pass a file that contains it with --api-key-file.");
    }
    FeignTaskQueryBuilder gateway = FeignTaskQuery.builder(key).baseUrl(url).time(program.time());
    if (url.startsWith("http:")) {
      gateway.sslContext(LazyTls.context());
    }
    ProxySettings.of(proxy.getValue(), environment).applyTo(gateway);
    return gateway.build();
  }

  private String url(Map<String, String> environment) {
    String given = baseUrl.getValue();
    String url = given == null ? environment.getOrDefault(BASE_URL, "") : given;
    return url.isBlank() && given == null ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : url;
  }

  /**
   * Returns the origin of the gateway, for which no API key is needed.
   *
   * @throws IllegalArgumentException if the base URL cannot be used
   */
  URI origin(HappyHorseCli program) {
    FeignTaskQueryBuilder withoutKey = FeignTaskQuery.builder(() -> null);
    return withoutKey.baseUrl(url(program.environment())).build().origin();
  }

  private static String keyIn(Path file, InputFiles inputs) {
    try {
      return inputs.read(file).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The API key in " + InputFiles.name(file) + " cannot be read: check --api-key-file.",
          unreadable);
    }
  }

  /** Returns the given options, for the command that resumes. */
  List<String> asGiven() {
    List<String> given = new ArrayList<>();
    for (OptionSpec option : List.of(baseUrl, apiKeyFile)) {
      if (option.getValue() != null) {
        given.addAll(List.of(option.longestName(), option.getValue().toString()));
      }
    }
    String server = proxy.getValue();
    if (server != null) {
      given.addAll(List.of("--proxy", ProxyServer.withoutSecret(server, "USER:PASSWORD")));
    }
    for (OptionSpec flag : List.of(revealUrl, debug)) {
      if (isGiven(flag)) {
        given.add(flag.longestName());
      }
    }
    return given;
  }
}
