package io.happyhorse.core.time;

/** Derives seeds from keys. The same parts give the same seed in every run and on every JDK. */
final class Seed {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Seed() {}

  static long of(long seed, Object... key) {
    long hash = mixed(FNV_OFFSET, Long.toString(seed));
    for (Object part : key) {
      hash = mixed(hash, part.toString());
    }
    return hash;
  }

  private static long mixed(long before, String part) {
    long hash = before;
    for (int i = 0; i < part.length(); i++) {
      hash = (hash ^ part.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ Character.MAX_VALUE) * FNV_PRIME; // separates the parts
  }
}
