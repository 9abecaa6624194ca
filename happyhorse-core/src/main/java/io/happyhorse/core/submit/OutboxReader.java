package io.happyhorse.core.submit;

import io.happyhorse.core.task.TaskId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an outbox. Lines that are damaged or from a later version are ignored; the results of their intents are unknown. */
final class OutboxReader {
  /** As Latin-1, any damaged bytes can be read. All that is written is ASCII. */
  static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  private static final String BEGINNING = OutboxLine.INTENT + "\t";
  private static final int INTENT_WORDS = 6;
  private static final int SUBMITTED_WORDS = 4;

  private final Map<String, OutboxEntry> entries = new LinkedHashMap<>();

  private OutboxReader() {}

  static List<OutboxEntry> read(Path file) throws IOException {
    OutboxReader reader = new OutboxReader();
    String text = Files.readString(file, CHARSET);
    text.lines().map(OutboxLine::words).filter(Objects::nonNull).forEach(reader::take);
    if (reader.entries.isEmpty()) {
      verify(file, new StringReader(text));
    }
    return List.copyOf(reader.entries.values());
  }

  /**
   * Verifies that a file is an outbox: it is empty, begins with an intent, possibly cut off by a crash, or contains an undamaged line.
   *
   * @throws ForeignFileException if it is not
   */
  static void verify(Path file, Reader content) throws IOException {
    BufferedReader lines = new BufferedReader(content);
    String first = lines.readLine();
    if (first == null || first.startsWith(BEGINNING) || OutboxLine.words(first) != null) {
      return;
    }
    String next = lines.readLine();
    if (next == null && !first.isEmpty() && BEGINNING.startsWith(first)) {
      return;
    }
    while (next != null) {
      if (OutboxLine.words(next) != null) {
        return;
      }
      next = lines.readLine();
    }
    throw new ForeignFileException(file);
  }

  private void take(String... words) {
    try {
      if (words[0].equals(OutboxLine.INTENT) && words.length >= INTENT_WORDS) {
        entries.putIfAbsent(words[1], intent(words));
      } else if (words[0].equals(OutboxLine.SUBMITTED) && words.length >= SUBMITTED_WORDS) {
        TaskId id = TaskId.of(words[3]);
        entries.computeIfPresent(words[1], (number, entry) -> entry.submitted(id));
      } else if (words[0].equals(OutboxLine.WITHDRAWN) && words.length > 1) {
        entries.computeIfPresent(words[1], (number, entry) -> entry.withdrawn());
      }
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return; // an id or a time that this version cannot parse
    }
  }

  private static OutboxEntry intent(String... words) {
    return new OutboxEntry(
        words[1],
        OutboxEntry.State.UNKNOWN,
        Instant.parse(words[2]),
        gateway(words[3]),
        words[4],
        words[5],
        null);
  }

  private static @Nullable URI gateway(String word) {
    return word.equals("-") ? null : URI.create(word);
  }
}
