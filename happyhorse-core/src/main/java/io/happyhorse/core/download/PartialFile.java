package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written. Until it is complete, the bytes are in a file beside it, {@code cat.mp4.happyhorse-part}, and a
 * second file describes them, so that another process can resume.
 */
final class PartialFile implements DownloadTarget {
  private final TaskId task;
  private final FinalName name;
  private final Path part;
  private final ResumeInfo note;
  private final Executor disk;
  private @Nullable FileClaim claim;
  private @Nullable CheckedBytes content;
  private VideoVersion version = VideoVersion.UNKNOWN;

  /** Whether the bytes have been identified. Until then, they must not be deleted. */
  private boolean isReady;

  private boolean isFinal;

  /**
   * Creates a target.
   *
   * @param disk forces bytes to the disk while others are received
   */
  PartialFile(TaskId task, Path file, boolean replaces, Executor disk) {
    this.task = task;
    this.name = FinalName.of(file, replaces);
    PartialNames names = PartialNames.of(name.folder(), name.file());
    this.part = names.part();
    this.note = new ResumeInfo(names.note());
    this.disk = disk;
  }

  @Override
  public Path file() {
    return name.file();
  }

  @Override
  public void open() {
    attempt("cannot be written", () -> {
      name.refuseImpossible();
      claim = FileClaim.of(part, this::forgetSecondName);
      if (claim == null) {
        throw new LocalStorageException(
            "Another download writes to " + name.file(), "Wait until it has ended.", null);
      }
      content = new CheckedBytes(claim.channel(), disk);
      openClaimed();
    });
  }

  private void openClaimed() throws IOException {
    boolean isOpen = false;
    try {
      name.refuseToReplace(); // another process may have completed it in the meantime
      resume();
      isOpen = true;
      isReady = true;
    } finally {
      if (!isOpen) {
        close();
      }
    }
  }

  /** Removes the name of the partial file from a complete one, which has both names if its process was killed during the rename. */
  private void forgetSecondName() throws IOException {
    if (name.isAlso(part)) {
      Files.delete(part);
      note.delete();
    }
  }

  /** Resumes with the existing bytes if they are identified and are a video. */
  private void resume() throws IOException {
    VideoVersion noted = note.read(task);
    if (noted == null || !noted.canHave(content().fileSize())) {
      empty();
      return;
    }
    version = noted;
    if (!content().load()) {
      empty();
    }
  }

  private FileClaim claim() {
    return Objects.requireNonNull(claim, "not open");
  }

  private CheckedBytes content() {
    return Objects.requireNonNull(content, "not open");
  }

  @Override
  public long size() {
    return content == null ? 0 : content.size();
  }

  @Override
  public VideoVersion version() {
    return version;
  }

  @Override
  public boolean isRestartable() {
    return true;
  }

  @Override
  public void restart() {
    attempt("cannot be written", this::empty);
  }

  private void empty() throws IOException {
    content().clear();
    note.delete();
    version = VideoVersion.UNKNOWN;
  }

  @Override
  public void begin(VideoVersion begun) {
    attempt("cannot be written", () -> {
      if (!begun.equals(version)) {
        name.refuseWithoutRoom(begun.total(), size());
        note.write(task, begun);
        version = begun;
      }
    });
  }

  @Override
  public void write(byte[] bytes, int length) {
    attempt("cannot be written", () -> content().write(bytes, length));
  }

  @Override
  public long checksum() {
    return content().checksum();
  }

  /** Forces the bytes to the disk, renames the file atomically, and forces the new name to the disk. */
  @Override
  public void finish() {
    attempt("cannot be renamed to its final name", () -> {
      content().force();
      refuseIfTakenAway();
      name.giveTo(part);
      isFinal = true;
      note.delete();
      name.force();
    });
  }

  private void refuseIfTakenAway() throws IOException {
    if (!Files.exists(name.folder())) {
      throw new NoSuchFileException(name.folder().toString());
    }
    if (!claim().isInPlace()) {
      throw new LocalStorageException(
          part + " was removed while it was being written",
          "Do not remove it, and download the video again.",
          null);
    }
  }

  private void attempt(String what, FileClaim.Preparation action) {
    try {
      action.run();
    } catch (IOException error) {
      throw LocalStorageException.of(error, name, what);
    }
  }

  @Override
  public void close() {
    FileClaim closing = claim;
    claim = null;
    if (closing != null) {
      close(closing);
    }
  }

  private void close(FileClaim closing) {
    try (closing) {
      if (isReady && !isFinal && size() == 0) {
        note.delete();
        Files.deleteIfExists(part);
      }
    } catch (IOException harmless) {
      return; // an empty file is left behind
    }
  }
}
