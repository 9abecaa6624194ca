package io.happyhorse.core.time;

import java.util.Set;

/** What a thread is doing, as far as its state and its stack tell. */
enum ThreadActivity {
  /** It waits for another thread or for real time. */
  WAITING,
  /** It runs, or waits for a monitor that a running thread holds. */
  RUNNING,
  /** It waits for the network or loads a class: slow, but at work. */
  IN_SYSTEM,
  /** It has not started or has ended. */
  NOT_ALIVE;

  private static final Set<String> SYSTEM_PACKAGES = Set.of(
      "java.net.",
      "sun.net.",
      "sun.nio.ch.",
      "sun.security.ssl.",
      "jdk.internal.net.http.",
      "jdk.internal.loader.",
      "java.lang.ClassLoader");

  static ThreadActivity of(Thread thread) {
    return of(thread.getState(), thread.getStackTrace());
  }

  static ThreadActivity of(Thread.State state, StackTraceElement[] stack) {
    if (state == Thread.State.NEW || state == Thread.State.TERMINATED) {
      return NOT_ALIVE;
    }
    for (StackTraceElement frame : stack) {
      if (isOfSystem(frame)) {
        return IN_SYSTEM;
      }
    }
    return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING ? WAITING : RUNNING;
  }

  private static boolean isOfSystem(StackTraceElement frame) {
    String name = frame.getClassName();
    return SYSTEM_PACKAGES.stream().anyMatch(name::startsWith)
        || (name.equals("java.lang.Class") && frame.getMethodName().startsWith("forName"));
  }
}
