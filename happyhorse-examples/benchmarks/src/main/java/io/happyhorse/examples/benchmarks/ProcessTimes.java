package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How long a process took.
 *
 * @param firstOutput the milliseconds from its start to its first byte of output
 * @param end the milliseconds from its start to its end
 */
record ProcessTimes(double firstOutput, double end) {
  private static final TimeSource TIME = TimeSource.system();
  private static final double MILLI = 1e6;

  /** Runs a process, and discards its output; its errors are those of this process. */
  static ProcessTimes of(ProcessBuilder command) throws IOException, InterruptedException {
    long start = TIME.nanoTime();
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    InputStream output = process.getInputStream();
    boolean hasOutput = output.read() >= 0;
    double firstOutput = TIME.since(start).toNanos() / MILLI;
    output.transferTo(OutputStream.nullOutputStream());
    int code = process.waitFor();
    double end = TIME.since(start).toNanos() / MILLI;
    if (code != 0 || !hasOutput) {
      throw new IllegalStateException(command.command().get(0) + " ended with " + code + ".");
    }
    return new ProcessTimes(firstOutput, end);
  }
}
