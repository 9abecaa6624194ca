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

/** Writes the time of each request to a file at once, one line of milliseconds each, so that none is lost if the process is killed. Thread-safe. */
final class SentTimes implements TaskQueryPort, AutoCloseable {
  private static final long SECOND = 1_000;

  private final TaskQueryPort port;
  private final BufferedWriter file;

  SentTimes(TaskQueryPort port, Path file) throws IOException {
    this.port = port;
    this.file = Files.newBufferedWriter(file);
  }

  @Override
  public VideoTask query(TaskId id, Duration within) {
    write();
    return port.query(id, within);
  }

  private synchronized void write() {
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
    List<Long> sent = new ArrayList<>();
    for (Path file : files) {
      Files.readAllLines(file).forEach(line -> sent.add(Long.parseLong(line)));
    }
    return sent;
  }

  /** Returns the largest number of requests in any second. */
  static int worstSecond(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    int worst = 0;
    for (int last = 0, first = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) >= SECOND) {
        first++;
      }
      worst = Math.max(worst, last - first + 1);
    }
    return worst;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
