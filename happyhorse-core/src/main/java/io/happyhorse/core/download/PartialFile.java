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
 * A file that is being written: until it is whole, the bytes are in a file beside it, {@code cat.mp4.happyhorse-part}, and a note
 * beside that tells what they are, so that another process can resume.
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

  /** Whether it is known what the bytes are, so that no useful ones can be deleted. */
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
      name.refuseToReplace(); // another process may have finished it meanwhile
      resume();
      isOpen = true;
      isReady = true;
    } finally {
      if (!isOpen) {
        close();
      }
    }
  }

  /** Takes the name of a part from a whole file, which has both if its process died while it got its own. */
  private void forgetSecondName() throws IOException {
    if (name.isAlso(part)) {
      Files.delete(part);
      note.delete();
    }
  }

  /** Resumes with the bytes that are there, if it is known what they are, and unless they are no video. */
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

  /** Forces the bytes to the disk, gives the file its name in one step, and forces that, too. */
  @Override
  public void finish() {
    attempt("cannot be given its name", () -> {
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
          "Somebody took " + part + " away while it was written",
          "Leave it alone, and download the video again.",
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
