package io.happyhorse.core.task;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first requested. Thread-safe if the value is immutable; several threads may compute it at the
 * same time.
 */
final class Lazy<T> {
  private static final Lazy<?> NONE = new Lazy<>(null, null);

  private volatile @Nullable Supplier<? extends @Nullable T> source;
  private @Nullable T value;

  private Lazy(@Nullable T value, @Nullable Supplier<? extends @Nullable T> source) {
    this.value = value;
    this.source = source;
  }

  /** Returns a value that is known; all absent ones share an instance, since there may be a million of them. */
  @SuppressWarnings("unchecked") // without a value, the type does not matter
  static <T> Lazy<T> of(@Nullable T value) {
    return value == null ? (Lazy<T>) NONE : new Lazy<>(value, null);
  }

  static <T> Lazy<T> from(Supplier<? extends @Nullable T> source) {
    return new Lazy<>(null, source);
  }

  @Nullable
  T get() {
    Supplier<? extends @Nullable T> pending = source;
    if (pending != null) {
      value = pending.get();
      source = null; // written last, so that a thread that reads null also reads the value
    }
    return value;
  }
}
