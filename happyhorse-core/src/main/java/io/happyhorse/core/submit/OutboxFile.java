package io.happyhorse.core.submit;

import io.happyhorse.core.task.SubmittedTask;
import io.happyhorse.core.task.VideoRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that records submissions so that they survive a crash: the intent is on the disk before the request is sent, and the
 * task id once it is received.
 *
 * <p>Lines are only appended. Each is forced to the disk and has a checksum, so a line that was cut off by a crash is recognized
 * and ignored. An intent without a result is {@linkplain OutboxEntry.State#UNKNOWN unknown}: a task may exist. The file contains
 * only the digest of a request; it contains no prompts, URLs or keys.
 *
 * <p>Thread-safe; several processes may append to one file. While another process waits for a response, its intent is reported
 * as unknown.
 */
public final class OutboxFile {
  private final OutboxLines lines;

  private OutboxFile(Path file) {
    this.lines = new OutboxLines(file);
  }

  /** Returns the outbox in a file. The file is created with the first intent; its folder must exist. */
  public static OutboxFile at(Path file) {
    return new OutboxFile(file);
  }

  /** {@return the path of the file, as given} */
  public Path path() {
    return lines.file();
  }

  /**
   * Writes the intent to submit a request, and returns once it is on the disk.
   *
   * @param request the request, about to be sent
   * @param gateway scheme, host and port of the gateway; null if unknown
   * @param at the current time
   * @return the intent, to write its result
   * @throws IOException if the file cannot be written, its content is not that of an outbox, or the thread is interrupted; in this
   *     case, do not send the request
   */
  public Intent intend(VideoRequest request, @Nullable URI gateway, Instant at) throws IOException {
    String number = UUID.randomUUID().toString();
    Intent intent = new Intent(lines, number);
    try {
      lines.append(OutboxLine.INTENT, number, at, gateway, request.digest(), request.kind());
    } catch (FileLockInterruptionException | ForeignFileException nothingWritten) {
      throw nothingWritten;
    } catch (IOException failed) {
      intent.withdrawAfter(failed);
      throw failed;
    }
    return intent;
  }

  /**
   * Reads the file.
   *
   * @return an entry for each intent, in their order; none if the file does not exist
   * @throws IOException if the file cannot be read, or its content is not that of an outbox
   */
  public List<OutboxEntry> entries() throws IOException {
    return OutboxLines.exists(lines.file()) ? OutboxReader.read(lines.file()) : List.of();
  }

  /** An intent whose result is not written yet. */
  public static final class Intent {
    private final OutboxLines lines;
    private final String number;

    private Intent(OutboxLines lines, String number) {
      this.lines = lines;
      this.number = number;
    }

    /**
     * Writes that the gateway has accepted the task, even if the thread is interrupted.
     *
     * @throws IOException if the file cannot be written
     */
    public void submitted(SubmittedTask task) throws IOException {
      lines.appendUninterruptibly(
          OutboxLine.SUBMITTED, number, task.submittedAt(), task.id().value());
    }

    /**
     * Writes that there is no task: the request was not sent or was refused. It is written even if the thread is interrupted.
     *
     * @throws IOException if the file cannot be written
     */
    public void withdraw() throws IOException {
      lines.appendUninterruptibly(OutboxLine.WITHDRAWN, number);
    }

    /** Withdraws an intent that may be in the file although writing it failed. */
    private void withdrawAfter(IOException failed) {
      try {
        withdraw();
      } catch (IOException again) {
        failed.addSuppressed(again);
      }
    }
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return "OutboxFile[" + path() + "]";
  }
}
