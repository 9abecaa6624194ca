package io.happyhorse.core.submit;

import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that remembers submissions across crashes: an intent is on the disk before its request is sent, and the id after it came.
 *
 * <p>Lines are only appended, each is forced to the disk and carries a checksum, so a line that a crash has torn is recognised and
 * left out. An intent without an end is {@linkplain OutboxEntry.State#UNKNOWN unknown}: a task may exist. Prompts, URLs and keys are
 * not in the file, only the request's digest.
 *
 * <p>Thread-safe; several processes may append to one file. While another process waits for a response, its intent is seen as unknown.
 */
public final class OutboxFile {
  private final OutboxLines lines;

  private OutboxFile(Path file) {
    this.lines = new OutboxLines(file);
  }

  /**
   * Returns the outbox in a file. The file is created with the first intent; its folder must exist.
   *
   * @param file the file
   * @return the outbox
   */
  public static OutboxFile at(Path file) {
    return new OutboxFile(file);
  }

  /**
   * Returns the file.
   *
   * @return its path as given
   */
  public Path path() {
    return lines.file();
  }

  /**
   * Writes the intent to submit a request, and returns when it is on the disk.
   *
   * @param request the request, about to be sent
   * @param gateway where to; null if not known
   * @param at the current time
   * @return what its end is written with
   * @throws IOException if the file cannot be written; do not send the request then
   */
  public Intent intend(VideoRequest request, @Nullable URI gateway, Instant at) throws IOException {
    String number = UUID.randomUUID().toString();
    lines.append(OutboxLines.INTENT, number, at, gateway, request.digest(), request.kind());
    return new Intent(lines, number);
  }

  /**
   * Reads the file.
   *
   * @return an entry for each intent, in their order; none if the file does not exist
   * @throws IOException if the file cannot be read
   */
  public List<OutboxEntry> entries() throws IOException {
    return Files.exists(lines.file()) ? OutboxReader.read(lines.file()) : List.of();
  }

  /** An intent whose end is to be written. */
  public static final class Intent {
    private final OutboxLines lines;
    private final String number;

    private Intent(OutboxLines lines, String number) {
      this.lines = lines;
      this.number = number;
    }

    /**
     * Writes that the gateway has accepted the task.
     *
     * @param task the accepted task
     * @throws IOException if the file cannot be written
     */
    public void submitted(SubmittedTask task) throws IOException {
      lines.append(OutboxLines.SUBMITTED, number, task.submittedAt(), task.id().value());
    }

    /**
     * Writes that there is no task: the request was not sent or was refused.
     *
     * @throws IOException if the file cannot be written
     */
    public void withdraw() throws IOException {
      lines.append(OutboxLines.WITHDRAWN, number);
    }
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return "OutboxFile[" + path() + "]";
  }
}
