package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.Benchmarks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts commands of this program in JVMs of their own. */
final class Jvm {
  /** Small, so that the resident memory shows what is needed and not what the machine has. */
  private static final int INITIAL_HEAP = 8;

  private Jvm() {}

  /** Returns the process of {@code peers} with a heap limit and arguments, not started yet. */
  static ProcessBuilder peers(int heapMebibytes, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms" + Math.min(INITIAL_HEAP, heapMebibytes) + "m",
        "-Xmx" + heapMebibytes + "m",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        System.getProperty("java.class.path"),
        Benchmarks.class.getName(),
        "peers"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
