package io.happyhorse.examples.cli;

import io.happyhorse.core.task.Origin;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
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

  /** The description of {@code --reveal-url}, which some commands without these options have as well. */
  static final String REVEAL_URL = "Print the secret links to videos.";

  /** The description of {@code --debug}, which {@link DebugOption} has as well. */
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
    if (key.isBlank() && keyFile != null) {
      throw new IllegalArgumentException(
          "There is no API key in " + InputFiles.name(keyFile) + ": check --api-key-file.");
    }
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
    String url = url(program.environment());
    FeignTaskQueryBuilder unused =
        FeignTaskQuery.builder(() -> null).baseUrl(url); // rejects an unusable URL
    return Origin.of(URI.create(url.strip())).toUri();
  }

  private static String keyIn(Path file, InputFiles inputs) {
    return inputs.read(file, "The API key", "--api-key-file").strip();
  }

  /** Returns the options as they were given, for the command that resumes; the credentials of a proxy are replaced. */
  List<String> asGiven() {
    List<String> given = new ArrayList<>();
    for (OptionSpec option : List.of(baseUrl, apiKeyFile)) {
      if (option.getValue() != null) {
        given.addAll(List.of(option.longestName(), option.getValue().toString()));
      }
    }
    String proxyUrl = proxy.getValue();
    if (proxyUrl != null) {
      given.addAll(List.of("--proxy", ProxyServer.withoutSecret(proxyUrl, "USER:PASSWORD")));
    }
    for (OptionSpec flag : List.of(revealUrl, debug)) {
      if (isGiven(flag)) {
        given.add(flag.longestName());
      }
    }
    return given;
  }
}
