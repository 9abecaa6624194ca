package io.happyhorse.core.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chain of causes of an error. */
public final class Causes {
  private Causes() {}

  /**
   * Returns an error and its causes.
   *
   * @param error an error; null if there was none
   * @return the error, its cause, the cause of that, and so on; in a circle of causes, each of them once
   */
  public static List<Throwable> of(@Nullable Throwable error) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> chain = new ArrayList<>();
    for (@Nullable Throwable next = error; next != null && seen.add(next); next = next.getCause()) {
      chain.add(next);
    }
    return chain;
  }
}
