package io.happyhorse.testkit;

import java.util.function.Function;

/** A fault of the way that a response takes: the right one comes late, in part, mislabelled or not at all. */
final class TransportFault extends Fault {
  private final String description;
  private final Function<TaskBody, Delivery> effect;

  TransportFault(String description, Function<TaskBody, Delivery> effect) {
    this.description = description;
    this.effect = effect;
  }

  @Override
  Delivery deliver(TaskBody body) {
    return effect.apply(body);
  }

  @Override
  public String toString() {
    return description;
  }
}
