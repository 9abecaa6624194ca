package io.happyhorse.core.time;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The activity of a thread, as determined from its state and the JDK's frames on top of its stack. */
enum ThreadActivity {
  /** The thread waits for another thread, for real time, or for an incoming connection. */
  WAITING,
  /** The thread runs. */
  RUNNING,
  /** The thread waits for the network or loads a class, which may take long. */
  IN_SYSTEM,
  /** The thread has not started or has ended. */
  NOT_ALIVE;

  private static final Set<String> JDK_PACKAGES = Set.of("java.", "javax.", "jdk.", "sun.");
  private static final Set<String> SYSTEM_PACKAGES = Set.of(
      "java.net.",
      "sun.net.",
      "sun.nio.ch.",
      "sun.security.ssl.",
      "jdk.internal.net.http.",
      "jdk.internal.loader.",
      "java.lang.ClassLoader");

  private static final Set<String> AT_REST = Set.of("accept", "select", "doSelect");

  static ThreadActivity of(Thread thread) {
    return of(thread.getState(), thread.getStackTrace());
  }

  static ThreadActivity of(Thread.State state, StackTraceElement[] stack) {
    if (state == Thread.State.NEW || state == Thread.State.TERMINATED) {
      return NOT_ALIVE;
    }
    // The frames below those of the JDK do not matter.
    List<StackTraceElement> top = Arrays.stream(stack)
        .takeWhile(frame -> startsWithAny(JDK_PACKAGES, frame))
        .toList();
    if (top.stream().anyMatch(ThreadActivity::isServerAtRest)) {
      return WAITING;
    }
    if (top.stream().anyMatch(ThreadActivity::isOfSystem)) {
      return IN_SYSTEM;
    }
    return state == Thread.State.RUNNABLE ? RUNNING : WAITING;
  }

  private static boolean isServerAtRest(StackTraceElement frame) {
    return startsWithAny(SYSTEM_PACKAGES, frame) && AT_REST.contains(frame.getMethodName());
  }

  private static boolean isOfSystem(StackTraceElement frame) {
    return startsWithAny(SYSTEM_PACKAGES, frame)
        || (frame.getClassName().equals("java.lang.Class")
            && frame.getMethodName().startsWith("forName"));
  }

  private static boolean startsWithAny(Set<String> packages, StackTraceElement frame) {
    return packages.stream().anyMatch(frame.getClassName()::startsWith);
  }
}
