package io.happyhorse.examples.cli;

import io.happyhorse.core.time.Time;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that asks a gateway can be told. The key itself is never an option: it would show in lists of processes. */
@SuppressWarnings("unused") // picocli sets the fields
final class GatewayOptions {
  static final String KEY = "HAPPYHORSE_API_KEY";
  static final String BASE_URL = "HAPPYHORSE_BASE_URL";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "Which gateway (default: the environment's " + BASE_URL + ", else",
        FeignTaskQueryBuilder.DEFAULT_BASE_URL + ")."
      })
  private @Nullable String baseUrl;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "The file that holds the API key (default: the environment's " + KEY + ").")
  private @Nullable Path apiKeyFile;

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description = {
        "The HTTP proxy, as http://user:password@host:port (default:",
        "the environment's https_proxy, http_proxy and no_proxy)."
      })
  private @Nullable String proxy;

  @Option(names = "--reveal-url", description = "Print the secret links to videos.")
  private boolean revealUrl;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  boolean revealsUrl() {
    return revealUrl;
  }

  /** Returns the adapter; what is wrong with the settings is an {@link IllegalArgumentException}. */
  FeignTaskQuery gateway(Map<String, String> environment, Time time) {
    String url = baseUrl == null ? environment.getOrDefault(BASE_URL, "") : baseUrl;
    String key = apiKeyFile == null ? environment.getOrDefault(KEY, "") : keyIn(apiKeyFile);
    if (key.isBlank()) {
      throw new IllegalArgumentException("The API key is missing: set " + KEY
          + " in the environment, or name a file that holds it with --api-key-file.");
    }
    FeignTaskQueryBuilder gateway = FeignTaskQuery.builder()
        .apiKey(key)
        .baseUrl(url.isBlank() && baseUrl == null ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : url)
        .time(time);
    ProxySettings.of(proxy, environment).applyTo(gateway);
    return gateway.build();
  }

  private static String keyIn(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The file '" + file + "' with the API key cannot be read: check --api-key-file.",
          unreadable);
    }
  }

  /** Returns the options as they were given, for a command that goes on. */
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
