package io.happyhorse.core.task;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The expected expiry of a link, and its source. The storage host alone decides when a link expires.
 *
 * @param at the instant, on the gateway's clock
 * @param source the source of the instant
 */
public record LinkExpiry(Instant at, Source source) {
  /** The sources of an expiry, the most reliable first. */
  public enum Source {
    /**
     * The signed URL: {@code Expires}, {@code x-oss-expires}, {@code X-Amz-Expires} or {@code X-Goog-Expires} with its date,
     * or {@code se} of Azure.
     */
    URL,
    /** 24 hours after {@code data.finish_time}, as the vendor promises. */
    FINISH_TIME,
    /** 24 hours after the link was first observed, if nothing else is known. */
    FIRST_SEEN
  }

  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final Instant LATEST = Instant.MAX.minus(LIFETIME);

  /** A day in 2001, in epoch seconds. A smaller number is not the expiry of a link. */
  private static final long EARLIEST = 1_000_000_000;

  private static final DateTimeFormatter BASIC_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static LinkExpiry of(URI uri, @Nullable Instant finishedAt, Instant seenAt) {
    Instant fromUrl = expiryIn(uri);
    if (fromUrl != null) {
      return new LinkExpiry(fromUrl, Source.URL);
    }
    return finishedAt != null && finishedAt.isBefore(LATEST)
        ? new LinkExpiry(finishedAt.plus(LIFETIME), Source.FINISH_TIME)
        : new LinkExpiry(seenAt.plus(LIFETIME), Source.FIRST_SEEN);
  }

  private static @Nullable Instant expiryIn(URI uri) {
    if (uri.getRawQuery() == null) {
      return null;
    }
    Map<String, String> parameters = parameters(uri.getRawQuery());
    try {
      String epochSeconds = parameters.get("Expires");
      if (epochSeconds != null) {
        return instant(Long.parseLong(epochSeconds));
      }
      for (String vendor : List.of("x-oss-", "X-Amz-", "X-Goog-")) {
        String signedAt = parameters.get(vendor + "Date");
        String lifetime = parameters.get(vendor + "Expires");
        if (signedAt != null && lifetime != null) {
          return BASIC_DATE.parse(signedAt, Instant::from).plusSeconds(Long.parseLong(lifetime));
        }
      }
      String azure = parameters.get("se");
      return azure == null ? null : Instant.parse(azure.replace("%3A", ":").replace("%3a", ":"));
    } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
      return null;
    }
  }

  /** Returns an instant given in epoch seconds; null if the number is too small for an expiry, as a duration is. */
  private static @Nullable Instant instant(long epochSeconds) {
    return epochSeconds < EARLIEST ? null : Instant.ofEpochSecond(epochSeconds);
  }

  /** Returns the first value of each parameter; the names are case-insensitive. */
  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return parameters;
  }
}
