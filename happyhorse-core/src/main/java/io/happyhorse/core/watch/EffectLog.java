package io.happyhorse.core.watch;

import java.util.ArrayList;
import java.util.List;

/** Collects the effects of an event until the shell takes them. Not thread-safe. */
final class EffectLog {
  private static final int FEW = 2;

  private List<Effect> effects = new ArrayList<>(FEW);

  void add(Effect effect) {
    effects.add(effect);
  }

  /** Returns the effects added since the last call. */
  List<Effect> take() {
    if (effects.isEmpty()) {
      return List.of();
    }
    List<Effect> taken = effects;
    effects = new ArrayList<>(FEW);
    return taken;
  }
}
