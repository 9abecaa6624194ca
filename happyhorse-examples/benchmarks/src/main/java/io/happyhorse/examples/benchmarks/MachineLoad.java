package io.happyhorse.examples.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The processor time that this program and all others have used since this object was created; that of the others on Linux only. */
final class MachineLoad {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final Path COUNTERS = Path.of("/proc/stat");
  private static final double NANOS_PER_TICK = 1e7;
  private static final int IDLE = 3;
  private static final int WAITING_FOR_IO = 4;

  private final long start = System.nanoTime();
  private final long own = SYSTEM.getProcessCpuTime();
  private final double all = nanosOfAll();

  /** Returns the processor time of this program so far, in nanoseconds. */
  long ownNanos() {
    return SYSTEM.getProcessCpuTime() - own;
  }

  /** Returns how many processors other programs have used on average; NaN if unknown. */
  double busyElsewhere() {
    double others = nanosOfAll() - all - ownNanos();
    return Math.max(0, others / (System.nanoTime() - start));
  }

  private static double nanosOfAll() {
    try {
      List<String> lines = Files.readAllLines(COUNTERS);
      long[] ticks = Arrays.stream(lines.get(0).trim().split("\\s+"))
          .skip(1)
          .mapToLong(Long::parseLong)
          .toArray();
      return (Arrays.stream(ticks).limit(8).sum() - ticks[IDLE] - ticks[WAITING_FOR_IO])
          * NANOS_PER_TICK;
    } catch (IOException | NumberFormatException unknown) {
      return Double.NaN;
    }
  }
}
