package io.happyhorse.examples.benchmarks.peers.client;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The threads and the memory that this process has used. */
final class ProcessFigures {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final double KIB_PER_MIB = 1_024;

  private ProcessFigures() {}

  static void resetPeakThreads() {
    ManagementFactory.getThreadMXBean().resetPeakThreadCount();
  }

  /** Returns the largest number of live threads, including the JVM's threads that run Java code. */
  static int peakThreads() {
    return ManagementFactory.getThreadMXBean().getPeakThreadCount();
  }

  /** Returns the largest resident memory; NaN on systems without {@code /proc}. */
  static double peakMebibytes() throws IOException {
    return Files.exists(STATUS) ? peakMebibytes(Files.readString(STATUS)) : Double.NaN;
  }

  static double peakMebibytes(String status) {
    return status
            .lines()
            .filter(line -> line.startsWith(PEAK))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / KIB_PER_MIB;
  }
}
