package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written. Until it is complete, the bytes are in a file beside it, {@code cat.mp4.happyhorse-part}, and a
 * second file describes them, so that another process can resume.
 */
final class PartialFile implements DownloadTarget {
  private static final int PIECE = 1 << 17;

  private final TaskId task;
  private final FinalName name;
  private final Path part;
  private final ResumeInfo note;
  private final Crc64 crc = new Crc64();
  private @Nullable FileClaim claim;
  private long size;
  private VideoVersion version = VideoVersion.UNKNOWN;

  /** Whether the bytes have been identified. Until then, they must not be deleted. */
  private boolean isReady;

  private boolean isFinal;

  PartialFile(TaskId task, Path file, boolean replaces) {
    this.task = task;
    this.name = FinalName.of(file, replaces);
    PartialNames names = PartialNames.of(name.folder(), name.file());
    this.part = names.part();
    this.note = new ResumeInfo(names.note());
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
    if (noted == null || !noted.canHave(channel().size())) {
      empty();
      return;
    }
    version = noted;
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (int read = channel().read(piece); read >= 0; read = channel().read(piece.clear())) {
      if (size == 0 && VideoSignature.problem(piece.array(), read, null) != null) {
        empty();
        return;
      }
      crc.update(piece.array(), 0, read);
      size += read;
    }
  }

  private FileClaim claim() {
    return Objects.requireNonNull(claim, "not open");
  }

  private FileChannel channel() {
    return claim().channel();
  }

  @Override
  public long size() {
    return size;
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
    channel().truncate(0);
    channel().position(0);
    note.delete();
    crc.reset();
    size = 0;
    version = VideoVersion.UNKNOWN;
  }

  @Override
  public void begin(VideoVersion begun) {
    attempt("cannot be written", () -> {
      if (!begun.equals(version)) {
        name.refuseWithoutRoom(begun.total(), size);
        note.write(task, begun);
        version = begun;
      }
    });
  }

  @Override
  public void write(byte[] bytes, int length) {
    attempt("cannot be written", () -> {
      ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length);
      while (piece.hasRemaining()) {
        size += channel().write(piece);
      }
    });
    crc.update(bytes, 0, length);
  }

  @Override
  public long checksum() {
    return crc.getValue();
  }

  /** Forces the bytes to the disk, renames the file atomically, and forces the new name to the disk. */
  @Override
  public void finish() {
    attempt("cannot be renamed to its final name", () -> {
      channel().force(true);
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
      if (isReady && !isFinal && size == 0) {
        note.delete();
        Files.deleteIfExists(part);
      }
    } catch (IOException harmless) {
      return; // an empty file is left behind
    }
  }
}
