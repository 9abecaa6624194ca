package io.happyhorse.feign;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API key of the gateway account. It is a secret and is never shown. */
final class ApiKey {
  /** The byte order mark that some editors write at the beginning of a file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final Pattern SHAPE = Pattern.compile("[!-~]+");
  private static final Pattern ANY_KEY = Pattern.compile("\\bsk-[A-Za-z0-9*_-]+");

  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  static ApiKey of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "The API key is missing: pass the key of your gateway account, for example from the"
              + " environment variable HAPPYHORSE_API_KEY.");
    }
    String value = (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip();
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The API key contains a blank or another invalid character (the key is not shown"
              + " here): copy it again, without 'Bearer' before it.");
    }
    return new ApiKey(value);
  }

  /**
   * Returns the key that a supplier currently provides.
   *
   * @throws ApiKeyUnavailableException if the supplier returns null, returns an invalid key or throws
   */
  @SuppressWarnings("CatchingUnchecked") // the supplier is the caller's
  static ApiKey from(Supplier<? extends @Nullable String> source) {
    String text;
    try {
      text = source.get();
    } catch (Exception failed) {
      throw new ApiKeyUnavailableException(
          "its supplier failed with " + failed.getClass().getName());
    }
    if (text == null || text.isBlank()) {
      throw new ApiKeyUnavailableException("its supplier returned none");
    }
    try {
      return of(text);
    } catch (IllegalArgumentException unusable) {
      throw new ApiKeyUnavailableException(
          "its supplier returned one that contains a blank or another invalid character");
    }
  }

  String authorization() {
    return "Bearer " + value;
  }

  /** Returns the text without this key, and without anything else that looks like a key. */
  String hiddenIn(String text) {
    String hidden = text.replace(value, "***");
    return hidden.contains("sk-") ? ANY_KEY.matcher(hidden).replaceAll("***") : hidden;
  }

  @Override
  public String toString() {
    return "***";
  }
}
