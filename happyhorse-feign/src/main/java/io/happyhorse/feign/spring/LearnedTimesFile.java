package io.happyhorse.feign.spring;

import io.happyhorse.core.schedule.CompletionTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Preserves the learned times across restarts: reads them when it is created and writes them when it is closed. */
final class LearnedTimesFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LearnedTimesFile.class);

  private final @Nullable Path file;
  private final CompletionTimes times;

  LearnedTimesFile(@Nullable String file, CompletionTimes times) {
    this.times = times;
    this.file = file == null ? null : prepared(file);
    load();
  }

  private static Path prepared(String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path folder = file.getParent();
      if (folder == null || Files.isDirectory(file)) {
        throw new IOException("a folder");
      }
      Files.createDirectories(folder);
      return file;
    } catch (IOException | InvalidPathException unusable) {
      throw new InvalidPropertyException(
          WatcherProperties.LEARNED_TIMES_FILE, "The file '" + name + "' cannot be written.");
    }
  }

  private void load() {
    if (file == null || !Files.exists(file)) {
      return;
    }
    try {
      times.load(Files.readString(file));
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn("The learned times in {} cannot be read; learning starts again", file, unreadable);
    }
  }

  /** Writes the times atomically: after a crash, the file is unchanged. */
  @Override
  public void close() {
    if (file == null) {
      return;
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, times.save());
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      LOG.warn("The learned times cannot be written to {}", file, unwritable);
    }
  }
}
