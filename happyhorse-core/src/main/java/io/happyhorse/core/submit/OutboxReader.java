package io.happyhorse.core.submit;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an outbox. Lines that are damaged or from a later version are ignored; the results of their intents are unknown. */
final class OutboxReader {
  private static final int INTENT_WORDS = 6;
  private static final int SUBMITTED_WORDS = 4;

  private final Map<String, OutboxEntry> entries = new LinkedHashMap<>();

  private OutboxReader() {}

  static List<OutboxEntry> read(Path file) throws IOException {
    OutboxReader reader = new OutboxReader();
    // as Latin-1, any damaged bytes can be read; all that is written is ASCII
    for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      String[] words = OutboxLine.words(line);
      if (words != null) {
        reader.take(words);
      }
    }
    return List.copyOf(reader.entries.values());
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
