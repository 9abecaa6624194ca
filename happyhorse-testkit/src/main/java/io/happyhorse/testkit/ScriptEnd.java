package io.happyhorse.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The end of a script.
 *
 * @param failReason why the task fails; null if it succeeds
 */
record ScriptEnd(@Nullable String failReason) {
  static final ScriptEnd SUCCESS = new ScriptEnd(null);
}
