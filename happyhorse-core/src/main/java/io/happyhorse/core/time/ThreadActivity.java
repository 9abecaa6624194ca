package io.happyhorse.core.time;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a thread is doing, as far as its state and the JDK's frames on top of its stack tell. */
enum ThreadActivity {
  /** It waits for another thread, for real time, or for somebody to connect. */
  WAITING,
  /** It runs. */
  RUNNING,
  /** It waits for the network or loads a class: slow, but at work. */
  IN_SYSTEM,
  /** It has not started or has ended. */
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
    // What called the JDK does not tell what the thread does.
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
