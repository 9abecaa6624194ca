package io.happyhorse.examples.cli;

import io.happyhorse.core.schedule.CompletionTimes;
import io.happyhorse.core.task.VideoTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times that earlier tasks took, and the file that stores them.
 *
 * @param file the file; null if the times are not stored
 * @param times the times
 */
record LearnedTimes(@Nullable Path file, CompletionTimes times) {
  /** The share of similar tasks that finish within the estimated time. */
  private static final double EXPECTED_SHARE = 0.8;

  /** Loads the times. If the file does not exist, there are none. */
  static LearnedTimes load(@Nullable Path file) {
    CompletionTimes times = new CompletionTimes();
    if (file == null || !Files.exists(file)) {
      return new LearnedTimes(file, times);
    }
    try {
      return new LearnedTimes(file, times.load(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UnusableFileException(
          "The learned times in '" + file + "' cannot be read" + InputFiles.reason(file, unreadable)
              + ": check --learned.",
          unreadable);
    } catch (IllegalArgumentException invalid) {
      throw new UnusableFileException(
          "The learned times in '" + file + "' cannot be used: " + invalid.getMessage()
              + " Choose another file with --learned, or delete this one.",
          invalid);
    }
  }

  /** Returns the time within which 80 % of similar tasks finish; null if it is unknown, or if no file is given. */
  @Nullable
  Duration eta(VideoTask task, @Nullable String kind, Duration since) {
    return file == null ? null : times.eta(task, kind, since, EXPECTED_SHARE);
  }

  /** Writes the times to the file, if there is one, and replaces its content. */
  void save() throws IOException {
    if (file != null) {
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(temporary, times.save());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
