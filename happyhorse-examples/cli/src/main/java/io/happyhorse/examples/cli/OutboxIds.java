package io.happyhorse.examples.cli;

import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox knows.
 *
 * @param ids the tasks that were submitted
 * @param unknown the submissions whose end it does not know
 */
record OutboxIds(List<String> ids, List<OutboxEntry> unknown) {
  static final OutboxIds NONE = new OutboxIds(List.of(), List.of());

  /** Reads a file; what is wrong with it is an {@link IllegalArgumentException}. */
  static OutboxIds of(@Nullable Path file) {
    if (file == null) {
      return NONE;
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("There is no outbox '" + file + "': check --outbox.");
    }
    try {
      List<OutboxEntry> entries = OutboxFile.at(file).entries();
      return new OutboxIds(
          entries.stream()
              .map(OutboxEntry::taskId)
              .filter(Objects::nonNull)
              .map(TaskId::value)
              .toList(),
          entries.stream()
              .filter(entry -> entry.state() == OutboxEntry.State.UNKNOWN)
              .toList());
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The outbox '" + file + "' cannot be read: check --outbox.", unreadable);
    }
  }

  List<String> with(Collection<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(ids);
    return all;
  }

  void reportUnknown(PrintWriter err) {
    unknown.forEach(entry -> err.println(SubmitView.unknown(entry)));
    err.flush();
  }

  int exitCode() {
    return unknown.isEmpty() ? ExitCode.DONE : ExitCode.UNKNOWN;
  }
}
