package io.happyhorse.testkit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The faults of the queries of one task.
 *
 * @param byNumber the faults by number of the query, counted from 1
 * @param others the fault of all other queries; null for none
 */
record ScriptedFaults(
    Map<Integer, Fault> byNumber, @Nullable Fault others) {
  static final ScriptedFaults NONE = new ScriptedFaults(Map.of(), null);

  ScriptedFaults with(int query, Fault fault) {
    if (query < 1) {
      throw new IllegalArgumentException(
          "There is no query number " + query + ": they are counted from 1.");
    }
    Map<Integer, Fault> more = new HashMap<>(byNumber);
    more.put(query, fault);
    return new ScriptedFaults(Map.copyOf(more), others);
  }

  ScriptedFaults withOthers(Fault fault) {
    return new ScriptedFaults(byNumber, fault);
  }

  @Nullable
  Fault of(int query) {
    Fault own = byNumber.isEmpty() ? null : byNumber.get(query);
    return own == null ? others : own;
  }
}
