package io.happyhorse.feign.spring;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/** Removes the API key and the proxy's password from the actuator endpoints that show values, regardless of the name of the property. */
final class SecretSanitizer implements SanitizingFunction {
  private static final Set<String> SECRETS = Set.of("happyhorseapikey", "happyhorseproxypassword");

  /** The minimum length of a secret that is recognized by its value. Shorter secrets are recognized by their names only. */
  private static final int LONG_ENOUGH = 6;

  private final HappyHorseProperties properties;

  SecretSanitizer(HappyHorseProperties properties) {
    this.properties = properties;
  }

  @Override
  public SanitizableData apply(SanitizableData data) {
    return isSecret(data.getKey()) || showsSecret(data.getValue())
        ? data.withValue(SanitizableData.SANITIZED_VALUE)
        : data;
  }

  private static boolean isSecret(String name) {
    return SECRETS.contains(name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT));
  }

  private boolean showsSecret(@Nullable Object value) {
    String text = String.valueOf(value);
    return Stream.of(properties.apiKey(), properties.proxy().password())
        .anyMatch(
            secret -> secret != null && secret.length() >= LONG_ENOUGH && text.contains(secret));
  }
}
