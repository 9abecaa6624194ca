package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.Benchmarks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts commands of this program in JVMs of their own. */
final class Jvm {
  /** In MiB. It is small, so that the resident memory depends on the client and not on the size of the machine. */
  private static final int INITIAL_HEAP = 8;

  private Jvm() {}

  /** Returns a process of {@code peers}, which the caller starts. */
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
