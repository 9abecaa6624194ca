package io.happyhorse.examples.dashboard;

import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.FeignTaskQueryBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the gateway. The API key is not an option, since process lists would show it. */
@SuppressWarnings("unused") // picocli sets the fields
final class GatewayOptions {
  static final String API_KEY_VARIABLE = "HAPPYHORSE_API_KEY";
  private static final String BASE_URL_VARIABLE = "HAPPYHORSE_BASE_URL";

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "The base URL of the gateway (default: the environment variable " + BASE_URL_VARIABLE
            + ", else",
        FeignTaskQueryBuilder.DEFAULT_BASE_URL + ")."
      })
  private @Nullable String baseUrl;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      description = "The file that holds the API key (default: the environment variable "
          + API_KEY_VARIABLE + ").")
  private @Nullable Path apiKeyFile;

  String apiKey(Dashboard program) {
    String key = apiKeyFile == null
        ? program.environment(API_KEY_VARIABLE)
        : SecretFile.read(apiKeyFile, "--api-key-file");
    if (key.isBlank()) {
      throw new IllegalArgumentException("The API key is missing: set the environment variable "
          + API_KEY_VARIABLE + ", or use --api-key-file.");
    }
    return key;
  }

  FeignTaskQuery gateway(Dashboard program) {
    String url = baseUrl == null ? program.environment(BASE_URL_VARIABLE) : baseUrl;
    return FeignTaskQuery.builder(apiKey(program))
        .baseUrl(url.isBlank() ? FeignTaskQueryBuilder.DEFAULT_BASE_URL : url)
        .keepRawJson()
        .build();
  }
}
