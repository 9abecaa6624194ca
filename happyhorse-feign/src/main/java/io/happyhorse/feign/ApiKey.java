package io.happyhorse.feign;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secret that the gateway knows its customer by, which may change from request to request. It is never shown. Thread-safe. */
final class ApiKey {
  private static final Pattern SHAPE = Pattern.compile("[!-~]+");
  private static final Pattern ANY_KEY = Pattern.compile("\\bsk-[A-Za-z0-9*_-]+");

  private final Supplier<? extends @Nullable String> source;

  /** The key that was sent last, and the one before it: answers may still repeat both. */
  private volatile String sent = "";

  private volatile String sentBefore = "";

  private ApiKey(Supplier<? extends @Nullable String> source) {
    this.source = source;
  }

  static ApiKey of(@Nullable String text) {
    String value = checked(text);
    return new ApiKey(() -> value);
  }

  static ApiKey from(Supplier<? extends @Nullable String> source) {
    return new ApiKey(source);
  }

  private static String checked(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(
          "The API key is missing: pass the key of your gateway account, for example from the"
              + " environment variable HAPPYHORSE_API_KEY.");
    }
    String value = text.strip();
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The API key has a blank or another character in it that no key has (it is not shown"
              + " here): copy it again, without 'Bearer' before it.");
    }
    return value;
  }

  /**
   * Returns the header that bears the key as it is now.
   *
   * @throws NoKeyException if there is none
   */
  @SuppressWarnings("CatchingUnchecked") // the supplier is the caller's
  String authorization() {
    String value;
    try {
      value = checked(source.get());
    } catch (Exception none) {
      throw new NoKeyException(none);
    }
    if (!value.equals(sent)) {
      sentBefore = sent;
      sent = value;
    }
    return "Bearer " + value;
  }

  /** Returns the text without this key, and without whatever else looks like one. */
  String hiddenIn(String text) {
    return ANY_KEY.matcher(without(sentBefore, without(sent, text))).replaceAll("***");
  }

  private static String without(String key, String text) {
    return key.isEmpty() ? text : text.replace(key, "***");
  }

  @Override
  public String toString() {
    return "***";
  }
}
