package io.happyhorse.feign.spring;

import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The connection details from the properties. */
final class PropertiesConnectionDetails implements HappyHorseConnectionDetails {
  private final HappyHorseProperties properties;

  PropertiesConnectionDetails(HappyHorseProperties properties) {
    this.properties = properties;
    if (properties.apiKey() == null) {
      InvalidPropertyException.check(HappyHorseProperties.API_KEY_FILE, this::checkFile);
    }
  }

  /** Reads the key once before the first request, so that an unusable file is reported at the start. */
  private void checkFile() {
    try {
      String key = getApiKey();
      if (key.isBlank()) {
        throw new IllegalArgumentException("The file '" + properties.apiKeyFile() + "' is blank.");
      }
      FeignTaskQuery.builder(key);
    } catch (UncheckedIOException | InvalidPathException unreadable) {
      throw new IllegalArgumentException(
          "The file '" + properties.apiKeyFile() + "' cannot be read.", unreadable);
    }
  }

  @Override
  public String getBaseUrl() {
    return properties.baseUrl();
  }

  @Override
  public String getApiKey() {
    String key = properties.apiKey();
    if (key != null) {
      return key;
    }
    try {
      return Files.readString(Path.of(String.valueOf(properties.apiKeyFile())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
