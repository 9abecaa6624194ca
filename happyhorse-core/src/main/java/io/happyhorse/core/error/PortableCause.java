package io.happyhorse.core.error;

import io.happyhorse.core.task.Redactor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Replaces causes that must not be serialized: those of classes outside the JDK, and those with secrets in their messages. */
final class PortableCause {
  private PortableCause() {}

  /** Returns the cause if the receiver can read its whole chain, otherwise an equivalent chain of JDK exceptions. */
  static @Nullable Throwable of(@Nullable Throwable cause) {
    return of(cause, identitySet());
  }

  private static @Nullable Throwable of(@Nullable Throwable cause, Set<Throwable> seen) {
    if (cause == null || !seen.add(cause)) {
      return null;
    }
    return isPortable(cause, identitySet()) ? cause : copy(cause, of(cause.getCause(), seen));
  }

  private static boolean isPortable(@Nullable Throwable error, Set<Throwable> seen) {
    if (error == null || error instanceof HappyHorseException || !seen.add(error)) {
      return true;
    }
    String message = error.getMessage();
    return isOfJdk(error.getClass())
        && (message == null || message.equals(Redactor.withoutQueries(message)))
        && isPortable(error.getCause(), seen)
        && Stream.of(error.getSuppressed()).allMatch(each -> isPortable(each, seen));
  }

  private static boolean isOfJdk(Class<?> type) {
    String module = type.getModule().getName();
    return module != null && module.startsWith("java.");
  }

  private static Throwable copy(Throwable error, @Nullable Throwable cause) {
    Exception copy = new Exception(Redactor.withoutQueries(error.toString()), cause);
    copy.setStackTrace(error.getStackTrace());
    return copy;
  }

  private static Set<Throwable> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
