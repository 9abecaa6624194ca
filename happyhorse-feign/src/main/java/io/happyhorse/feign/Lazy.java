package io.happyhorse.feign;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is created when it is first used. Thread-safe. */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> source;
  private @Nullable T value;

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public synchronized T get() {
    T created = value;
    if (created == null) {
      created = source.get();
      value = created;
    }
    return created;
  }
}
