package io.happyhorse.core.schedule;

import io.happyhorse.core.task.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completion times as text: after a header, a line for each curve with its key and, after tabs, its tasks in order of submission.
 *
 * <p>A task is {@code submitted:seconds}, and {@code submitted:seconds+id} if it has not ended. In version 1 it was
 * {@code seconds} alone; such tasks count as submitted before all others, one in a second.
 */
final class SavedTimes {
  private static final String NAME = "happyhorse completion times ";
  private static final String HEADER = NAME + 2;
  private static final String FIRST_HEADER = NAME + 1;

  private SavedTimes() {}

  static String write(Map<CurveKey, SurvivalCurve> curves) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    curves.forEach((key, curve) -> {
      List<Lifetime> lifetimes = curve.inOrder();
      if (!lifetimes.isEmpty()) {
        text.append(key);
        lifetimes.forEach(each -> text.append('\t').append(field(each)));
        text.append('\n');
      }
    });
    return text.toString();
  }

  private static String field(Lifetime lifetime) {
    String ended = lifetime.submitted() + ":" + lifetime.seconds();
    return lifetime.running() == null ? ended : ended + "+" + lifetime.running();
  }

  static Map<CurveKey, List<Lifetime>> read(String text) {
    List<String> lines = text.lines().toList();
    boolean isFirst = !lines.isEmpty() && lines.get(0).equals(FIRST_HEADER);
    if (!isFirst && (lines.isEmpty() || !lines.get(0).equals(HEADER))) {
      throw new IllegalArgumentException(
          "Line 1 is not '" + HEADER + "': this text was not saved by CompletionTimes.");
    }
    Map<CurveKey, List<Lifetime>> read = new LinkedHashMap<>();
    for (int line = 2; line <= lines.size(); line++) {
      String[] fields = lines.get(line - 1).split("\t", -1);
      read.put(key(fields[0], line), lifetimes(fields, isFirst, line));
    }
    return read;
  }

  private static CurveKey key(String text, int line) {
    CurveKey key;
    try {
      key = CurveKey.parse(text);
    } catch (IllegalArgumentException badlyEncoded) {
      throw noKey(text, line, badlyEncoded);
    }
    if (key == null) {
      throw noKey(text, line, null);
    }
    return key;
  }

  private static IllegalArgumentException noKey(String text, int line, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "Line " + line + " names no stage and kind: '" + text + "'.", cause);
  }

  private static List<Lifetime> lifetimes(String[] fields, boolean isFirst, int line) {
    List<Lifetime> lifetimes = new ArrayList<>();
    for (int i = 1; i < fields.length; i++) {
      int order = i - fields.length;
      try {
        lifetimes.add(
            isFirst
                ? new Lifetime(order, order, seconds(fields[i]), null)
                : lifetime(fields[i], order));
      } catch (IllegalArgumentException unreadable) {
        throw new IllegalArgumentException(
            "Line " + line + " has an invalid duration: '" + fields[i] + "'.", unreadable);
      }
    }
    return lifetimes;
  }

  /** Returns a task; one that ended, whose id is unknown, is selected before those that are observed from now on. */
  private static Lifetime lifetime(String field, int order) {
    int colon = field.indexOf(':');
    int plus = field.indexOf('+', colon);
    if (colon < 0) {
      throw new IllegalArgumentException("no time of submission");
    }
    boolean hasEnded = plus < 0;
    double seconds = seconds(field.substring(colon + 1, hasEnded ? field.length() : plus));
    long submitted = Long.parseLong(field.substring(0, colon));
    return hasEnded
        ? new Lifetime(submitted, Integer.MAX_VALUE + order, seconds, null)
        : Lifetime.running(TaskId.of(field.substring(plus + 1)), submitted, seconds);
  }

  private static double seconds(String text) {
    double seconds = Double.parseDouble(text);
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("out of range");
    }
    return seconds;
  }
}
