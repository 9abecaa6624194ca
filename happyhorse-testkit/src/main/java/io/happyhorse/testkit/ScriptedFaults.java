package io.happyhorse.testkit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the queries of one task.
 *
 * @param byNumber what happens to some of them, counted from 1
 * @param others what happens to the others; null for nothing
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
    Fault own = byNumber.get(query);
    return own == null ? others : own;
  }
}
