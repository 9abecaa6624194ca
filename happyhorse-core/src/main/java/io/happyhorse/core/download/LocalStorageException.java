package io.happyhorse.core.download;

import org.jspecify.annotations.Nullable;

/** Something is wrong on this machine. The download turns it into an error of the family, which names the task. */
final class LocalStorageException extends RuntimeException {
  private final transient String problem;
  private final transient String advice;

  LocalStorageException(String problem, String advice, @Nullable Throwable cause) {
    super(problem, cause);
    this.problem = problem;
    this.advice = advice;
  }

  String problem() {
    return problem;
  }

  String advice() {
    return advice;
  }
}
