package io.happyhorse.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What applies to all states of a script.
 *
 * @param sweep the interval at which the gateway checks the task; zero for no delay
 * @param edit changes every observation
 */
record ScriptRules(
    ScriptEnd end,
    ScriptedFaults faults,
    Duration sweep,
    Consumer<Map<String, @Nullable Object>> edit) {
  /** The edit of a state or a script without one. */
  static final Consumer<Map<String, @Nullable Object>> UNEDITED = data -> {};

  ScriptRules {
    if (sweep.isNegative()) {
      throw new IllegalArgumentException(
          "A gateway cannot sweep every " + sweep + ": use zero or more.");
    }
  }

  static ScriptRules ending(ScriptEnd end) {
    return new ScriptRules(end, ScriptedFaults.NONE, Duration.ZERO, UNEDITED);
  }

  ScriptRules withEnd(ScriptEnd value) {
    return new ScriptRules(value, faults, sweep, edit);
  }

  ScriptRules withFault(int query, Fault fault) {
    return new ScriptRules(end, faults.with(query, fault), sweep, edit);
  }

  ScriptRules withOtherFaults(Fault fault) {
    return new ScriptRules(end, faults.withOthers(fault), sweep, edit);
  }

  ScriptRules withSweep(Duration interval) {
    return new ScriptRules(end, faults, interval, edit);
  }

  ScriptRules withEdit(Consumer<Map<String, @Nullable Object>> change) {
    return new ScriptRules(end, faults, sweep, edit.andThen(change));
  }
}
