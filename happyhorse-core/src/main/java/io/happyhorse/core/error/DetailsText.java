package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes the details of an error as they appear in its message; details that are absent are left out. */
final class DetailsText {
  private final StringBuilder text;

  DetailsText(String beginning) {
    this.text = new StringBuilder(beginning);
  }

  /** Adds a detail after its label; null is left out. */
  DetailsText add(String label, @Nullable Object detail) {
    if (detail != null) {
      text.append(label).append(detail);
    }
    return this;
  }

  /** Adds a number of things, whose name has a regular plural. */
  DetailsText addCount(int number, String thing) {
    text.append(", ").append(number).append(' ').append(thing).append(number == 1 ? "" : "s");
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Returns a duration with one or two units. */
  static String of(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
      return duration.toMillis() + " ms";
    }
    return duration.toMinutes() == 0
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }

  /** Returns remote text on one line without secrets; null if it is missing or blank. */
  static @Nullable String line(@Nullable String remote) {
    return remote == null || remote.isBlank() ? null : Redactor.line(remote);
  }
}
