package io.happyhorse.examples.cluster;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the time of each request to a file before it is sent: one line of milliseconds since 1970, flushed at once, so that none is lost
 * if the process is killed. Thread-safe.
 */
final class RequestTimeLog implements TaskQueryPort, AutoCloseable {
  private static final long SECOND_MILLIS = 1_000;

  private final TaskQueryPort port;
  private final BufferedWriter file;

  RequestTimeLog(TaskQueryPort port, Path file) throws IOException {
    this.port = port;
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    writeTime();
    return port.query(id, within);
  }

  private synchronized void writeTime() {
    try {
      file.write(System.currentTimeMillis() + "\n");
      file.flush();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  @Override
  public @Nullable URI origin() {
    return port.origin();
  }

  static List<Long> read(List<Path> files) throws IOException {
    List<Long> times = new ArrayList<>();
    for (Path file : files) {
      Files.readAllLines(file).forEach(line -> times.add(Long.parseLong(line)));
    }
    return times;
  }

  /** Returns the maximum number of requests in any sliding second. */
  static int busiestSecond(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    int most = 0;
    for (int last = 0, first = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) >= SECOND_MILLIS) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
