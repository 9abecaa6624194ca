package io.happyhorse.examples.cluster;

import io.happyhorse.core.lifecycle.WaitState;
import io.happyhorse.core.task.TaskId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The data in the row of a wait, as one line of text.
 *
 * @param since when the wait began, on the clock of the database
 * @param timeout the timeout of the wait
 * @param kind the kind that the caller stated for the task; null if none was stated
 * @param state the text of the {@link WaitState}
 */
record WaitRow(Instant since, Duration timeout, @Nullable String kind, String state) {
  private static final int FIELDS = 4;
  private static final String NO_KIND = "-";

  static WaitRow begin(Instant since, Duration timeout, @Nullable String kind) {
    return new WaitRow(since, timeout, kind, WaitState.begin().toText());
  }

  static WaitRow parse(String text) {
    String[] parts = text.split(" ", FIELDS);
    if (parts.length != FIELDS) {
      throw new IllegalArgumentException("The row of a wait is damaged.");
    }
    String kind =
        parts[2].equals(NO_KIND) ? null : URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
    return new WaitRow(Instant.parse(parts[0]), Duration.parse(parts[1]), kind, parts[3]);
  }

  WaitState stateOf(TaskId id) {
    return WaitState.parse(id, state);
  }

  Duration age(Instant now) {
    Duration age = Duration.between(since, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  Instant deadline() {
    return since.plus(timeout);
  }

  WaitRow with(WaitState next) {
    return new WaitRow(since, timeout, kind, next.toText());
  }

  /** Escapes hyphens in the kind, so that the kind "-" is not read as none. */
  String toText() {
    String encodedKind = kind == null
        ? NO_KIND
        : URLEncoder.encode(kind, StandardCharsets.UTF_8).replace("-", "%2D");
    return since + " " + timeout + " " + encodedKind + " " + state;
  }
}
