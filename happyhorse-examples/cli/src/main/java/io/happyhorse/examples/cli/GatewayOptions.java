package io.happyhorse.examples.cli;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that sends requests to a gateway. The API key itself is not one: lists of processes would show it. */
@SuppressWarnings("unused") // picocli sets the fields
final class GatewayOptions {
  static final String KEY = "HAPPYHORSE_API_KEY";
  static final String BASE_URL = "HAPPYHORSE_BASE_URL";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "The gateway's address (default: the environment variable " + BASE_URL + ", else",
        FeignTaskQueryBuilder.DEFAULT_BASE_URL + ")."
      })
  private @Nullable String baseUrl;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = {
        "The file that holds the API key, - for the standard input",
        "(default: the environment variable " + KEY + ")."
      })
  private @Nullable Path apiKeyFile;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = {
        "The HTTP proxy, as http://user:password@host:port (default:",
        "the environment variables https_proxy, http_proxy and no_proxy)."
      })
  private @Nullable String proxy;

  @Option(names = "--reveal-url", description = "Print the secret links to videos.")
  private boolean revealUrl;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  boolean revealsUrl() {
    return revealUrl;
  }

  /**
   * Returns the adapter.
   *
   * @throws IllegalArgumentException if a setting cannot be used
   */
  FeignTaskQuery gateway(HappyHorseCli program) {
    Map<String, String> environment = program.environment();
    String url = baseUrl == null ? environment.getOrDefault(BASE_URL, "") : baseUrl;
    String key = apiKeyFile == null
        ? environment.getOrDefault(KEY, "")
        : keyIn(apiKeyFile, program.inputs());
    if (key.isBlank()) {
      throw new IllegalArgumentException("The API key is missing: set " + KEY
          + " in the environment, or name a file that holds it with --api-key-file.");
    }
    FeignTaskQueryBuilder gateway = FeignTaskQuery.builder(key)
        .baseUrl(url.isBlank() && baseUrl == null ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : url)
        .time(program.time());
    if (url.startsWith("http:")) {
      gateway.sslContext(LazyTls.context());
    }
    ProxySettings.of(proxy, environment).applyTo(gateway);
    return gateway.build();
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

  /** Returns the options as they were given, for a command that resumes. */
  List<String> asGiven() {
    List<String> given = new ArrayList<>();
    if (baseUrl != null) {
      given.addAll(List.of("--base-url", baseUrl));
    }
    if (apiKeyFile != null) {
      given.addAll(List.of("--api-key-file", apiKeyFile.toString()));
    }
    if (proxy != null) {
      given.addAll(List.of("--proxy", ProxyServer.withoutSecret(proxy, "USER:PASSWORD")));
    }
    if (revealUrl) {
      given.add("--reveal-url");
    }
    if (debug) {
      given.add("--debug");
    }
    return given;
  }
}
