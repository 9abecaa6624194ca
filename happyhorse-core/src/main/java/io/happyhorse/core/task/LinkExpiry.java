package io.happyhorse.core.task;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When a link dies, and how that is known.
 *
 * @param at the instant, on the gateway's clock
 * @param source how it is known
 */
public record LinkExpiry(Instant at, Source source) {
  /** How an expiry is known, the surest first. */
  public enum Source {
    /** The signed URL says so: {@code Expires}, or {@code x-oss-expires} with {@code x-oss-date}. */
    URL,
    /** 24 hours after {@code data.finish_time}, as the vendor promises. */
    FINISH_TIME,
    /** 24 hours after the link was first seen, for want of anything better. */
    FIRST_SEEN
  }

  private static final Duration LIFETIME = Duration.ofHours(24);
  private static final Instant LATEST = Instant.MAX.minus(LIFETIME);
  private static final DateTimeFormatter OSS_DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static LinkExpiry of(URI uri, @Nullable Instant finishedAt, Instant seenAt) {
    Instant told = toldBy(uri);
    if (told != null) {
      return new LinkExpiry(told, Source.URL);
    }
    return finishedAt != null && finishedAt.isBefore(LATEST)
        ? new LinkExpiry(finishedAt.plus(LIFETIME), Source.FINISH_TIME)
        : new LinkExpiry(seenAt.plus(LIFETIME), Source.FIRST_SEEN);
  }

  private static @Nullable Instant toldBy(URI uri) {
    try {
      String epochSeconds = parameter(uri, "Expires");
      if (epochSeconds != null) {
        return Instant.ofEpochSecond(Long.parseLong(epochSeconds));
      }
      String signedAt = parameter(uri, "x-oss-date");
      String lifetime = parameter(uri, "x-oss-expires");
      return signedAt == null || lifetime == null
          ? null
          : OSS_DATE.parse(signedAt, Instant::from).plusSeconds(Long.parseLong(lifetime));
    } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
      return null;
    }
  }

  private static @Nullable String parameter(URI uri, String name) {
    String query = uri.getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equalsIgnoreCase(name)) {
        return pair.substring(equals + 1);
      }
    }
    return null;
  }
}
