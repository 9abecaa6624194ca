package io.happyhorse.examples.cli;

import io.happyhorse.core.submit.OutboxEntry;
import io.happyhorse.core.submit.OutboxFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The content of an outbox.
 *
 * @param submitted the tasks that were submitted
 * @param unknown the submissions with an unknown outcome
 * @param elsewhere the tasks that were submitted to another gateway and do not exist at this one
 */
record OutboxIds(
    List<OutboxEntry> submitted, List<OutboxEntry> unknown, List<OutboxEntry> elsewhere) {
  static final OutboxIds NONE = new OutboxIds(List.of(), List.of(), List.of());

  /** Reads a file. Throws an {@link UnusableFileException} if it cannot be used. */
  static OutboxIds of(Path file) {
    if (!Files.exists(file)) {
      throw new UnusableFileException("There is no outbox '" + file + "': check --outbox.", null);
    }
    try {
      List<OutboxEntry> entries = OutboxFile.at(file).entries();
      return new OutboxIds(
          in(OutboxEntry.State.SUBMITTED, entries),
          in(OutboxEntry.State.UNKNOWN, entries),
          List.of());
    } catch (IOException unreadable) {
      throw new UnusableFileException(
          "The outbox cannot be used: " + unreadable.getMessage() + ". Check --outbox.",
          unreadable);
    }
  }

  private static List<OutboxEntry> in(OutboxEntry.State state, List<OutboxEntry> entries) {
    return entries.stream().filter(entry -> entry.state() == state).toList();
  }

  /** Returns whether an entry belongs to another gateway. */
  static boolean isElsewhere(OutboxEntry entry, URI gateway) {
    return entry.gateway() != null && !entry.gateway().equals(gateway);
  }

  /** Excludes the tasks of other gateways. */
  OutboxIds at(URI gateway) {
    return new OutboxIds(
        submitted.stream().filter(entry -> !isElsewhere(entry, gateway)).toList(),
        unknown,
        submitted.stream().filter(entry -> isElsewhere(entry, gateway)).toList());
  }

  List<String> with(Collection<String> more) {
    List<String> all = new ArrayList<>(more);
    submitted.forEach(entry -> all.add(String.valueOf(entry.taskId())));
    return all;
  }

  void report(PrintWriter err) {
    unknown.forEach(entry -> err.println(SubmitView.unknown(entry)));
    elsewhere.forEach(entry -> err.println(SubmitView.elsewhere(entry)));
    err.flush();
  }

  int exitCode() {
    return ExitCode.mostSevere(List.of(
        unknown.isEmpty() ? ExitCode.SUCCESS : ExitCode.UNKNOWN,
        elsewhere.isEmpty() ? ExitCode.SUCCESS : ExitCode.NOT_FINISHED));
  }
}
