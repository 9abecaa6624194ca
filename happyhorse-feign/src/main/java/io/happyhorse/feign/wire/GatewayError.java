package io.happyhorse.feign.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the gateway says of an error. */
public record GatewayError(@Nullable String code, @Nullable String message) {
  private static final Pattern REQUEST_ID = Pattern.compile("\\s*\\(request id: ([^)]*)\\)\\s*$");

  /** Returns the message without the request id at its end. */
  public @Nullable String messageAlone() {
    return message == null ? null : REQUEST_ID.matcher(message).replaceFirst("");
  }

  /** Returns the request id at the end of the message. */
  public @Nullable String requestId() {
    if (message == null) {
      return null;
    }
    Matcher matcher = REQUEST_ID.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }
}
