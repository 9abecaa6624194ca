package io.happyhorse.examples.dashboard;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway is queried, and with which key. The key itself is no option: lists of processes would show it. */
@SuppressWarnings("unused") // picocli sets the fields
final class GatewayOptions {
  static final String KEY = "HAPPYHORSE_API_KEY";
  private static final String BASE_URL = "HAPPYHORSE_BASE_URL";

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
      description =
          "The file that holds the API key (default: the environment variable " + KEY + ").")
  private @Nullable Path apiKeyFile;

  String apiKey(Dashboard program) {
    String key =
        apiKeyFile == null ? program.environment(KEY) : ServerOptions.firstLine(apiKeyFile);
    if (key.isBlank()) {
      throw new IllegalArgumentException("The API key is missing: set " + KEY
          + " in the environment, or name a file that holds it with --api-key-file.");
    }
    return key;
  }

  FeignTaskQuery gateway(Dashboard program) {
    String url = baseUrl == null ? program.environment(BASE_URL) : baseUrl;
    return FeignTaskQuery.builder(apiKey(program))
        .baseUrl(url.isBlank() ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : url)
        .keepRawJson()
        .build();
  }
}
