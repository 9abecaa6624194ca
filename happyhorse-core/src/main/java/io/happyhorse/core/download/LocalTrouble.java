package io.happyhorse.core.download;

import org.jspecify.annotations.Nullable;

/** Something is wrong on this machine; whoever knows the download makes an error of the family of it. */
final class LocalTrouble extends RuntimeException {
  private final transient String problem;
  private final transient String advice;

  LocalTrouble(String problem, String advice, @Nullable Throwable cause) {
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
