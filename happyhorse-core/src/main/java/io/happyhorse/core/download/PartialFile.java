package io.happyhorse.core.download;

import io.happyhorse.core.task.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written: until it is whole, the bytes are in a file beside it, {@code cat.mp4.happyhorse-part}, and a note
 * beside that tells what they are, so that another process can resume. The writer holds a lock, so that two never mix their bytes.
 */
final class PartialFile implements DownloadTarget {
  private static final int PIECE = 1 << 17;

  /** What is written by this process: a lock of the system is one of the whole process, and lost if any of its channels is closed. */
  private static final Set<Path> WRITTEN = ConcurrentHashMap.newKeySet();

  private final TaskId task;
  private final Path file;
  private final boolean replaces;
  private final Path folder;
  private final Path part;
  private final ResumeInfo note;
  private final Crc64 crc = new Crc64();
  private @Nullable FileChannel channel;
  private long size;
  private VideoVersion version = VideoVersion.UNKNOWN;

  /** The file that is being written, whatever its name has come to mean; null where files have no such key. */
  private @Nullable Object key;

  /** Whether it is this download that writes, and not another of this process. */
  private boolean isMine;

  /** Whether it is known what the bytes are, so that none of use can be thrown away. */
  private boolean isReady;

  private boolean isFinal;

  PartialFile(TaskId task, Path file, boolean replaces) {
    this.task = task;
    this.file = file.toAbsolutePath().normalize();
    this.replaces = replaces;
    this.folder = Objects.requireNonNullElse(this.file.getParent(), this.file);
    PartialNames names = PartialNames.of(folder, this.file);
    this.part = names.part();
    this.note = new ResumeInfo(names.note());
  }

  @Override
  public Path file() {
    return file;
  }

  @Override
  public void open() {
    if (!Files.isDirectory(folder)) {
      throw new LocalStorageException("There is no folder " + folder, "Create it first.", null);
    }
    if (Files.isDirectory(file)) {
      throw new LocalStorageException(file + " is a folder", "Name a file in it.", null);
    }
    refuseToReplace();
    refuseImpossibleName();
    isMine = WRITTEN.add(part);
    if (!isMine) {
      throw written();
    }
    try {
      forgetSecondName();
      channel = locked();
      key = Files.readAttributes(part, BasicFileAttributes.class).fileKey();
      refuseToReplace(); // somebody else may have finished it meanwhile
      resume();
      isReady = true;
    } catch (IOException trouble) {
      close();
      throw localTrouble("cannot be written", trouble);
    } catch (LocalStorageException trouble) {
      close();
      throw trouble;
    }
  }

  /** Takes the name of a part away from a whole file: it has both if its process died while it was given its own. */
  private void forgetSecondName() throws IOException {
    if (Files.exists(part) && Files.exists(file) && Files.isSameFile(part, file)) {
      Files.delete(part);
      note.delete();
    }
  }

  private void refuseToReplace() {
    if (!replaces && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(null);
    }
  }

  /** Refuses a name that the file system does not take, such as a too long one, before anything is requested. */
  private void refuseImpossibleName() {
    try {
      BasicFileAttributes unused =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException usual) {
      return;
    } catch (IOException trouble) {
      throw localTrouble("cannot be written", trouble);
    }
  }

  private LocalStorageException exists(@Nullable Throwable cause) {
    return new LocalStorageException(
        file + " exists already", "Choose another name, or allow it to be replaced.", cause);
  }

  private FileChannel locked() throws IOException {
    FileChannel opened = FileChannel.open(
        part,
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        LinkOption.NOFOLLOW_LINKS);
    if (opened.tryLock() != null && Files.exists(part)) {
      return opened;
    }
    opened.close();
    throw written();
  }

  private LocalStorageException written() {
    return new LocalStorageException(
        "Another download writes to " + file, "Wait until it has ended.", null);
  }

  /** Resumes with the bytes that are there, if it is known what they are, and unless they are no video. */
  private void resume() throws IOException {
    VideoVersion noted = note.read(task);
    long there = opened().size();
    boolean useful = noted != null
        && noted.eTag() != null
        && there > 0
        && (noted.total() == null || there <= noted.total());
    if (!useful) {
      empty();
      return;
    }
    version = Objects.requireNonNull(noted);
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (int read = opened().read(piece); read >= 0; read = opened().read(piece.clear())) {
      if (size == 0 && VideoSignature.problem(piece.array(), read, null) != null) {
        empty();
        return;
      }
      crc.update(piece.array(), 0, read);
      size += read;
    }
  }

  private FileChannel opened() {
    return Objects.requireNonNull(channel, "not open");
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
    try {
      empty();
    } catch (IOException trouble) {
      throw localTrouble("cannot be written", trouble);
    }
  }

  private void empty() throws IOException {
    opened().truncate(0);
    opened().position(0);
    note.delete();
    crc.reset();
    size = 0;
    version = VideoVersion.UNKNOWN;
  }

  @Override
  public void begin(VideoVersion begun) {
    try {
      if (!begun.equals(version)) {
        refuseIfTooLong(begun);
        note.write(task, begun);
        version = begun;
      }
    } catch (IOException trouble) {
      throw localTrouble("cannot be written", trouble);
    }
  }

  private void refuseIfTooLong(VideoVersion begun) {
    long room = room();
    Long total = begun.total();
    if (total != null && total - size > room) {
      throw new LocalStorageException(
          "The video has " + total + " bytes, but " + folder + " has room for " + room + " only",
          "Make room, or choose another folder.",
          null);
    }
  }

  private long room() {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException notTold) {
      return Long.MAX_VALUE; // writing will tell
    }
  }

  @Override
  public void write(byte[] bytes, int length) {
    try {
      ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length);
      while (piece.hasRemaining()) {
        size += opened().write(piece);
      }
    } catch (IOException trouble) {
      throw localTrouble("cannot be written", trouble);
    }
    crc.update(bytes, 0, length);
  }

  @Override
  public long checksum() {
    return crc.getValue();
  }

  /** Forces the bytes to the disk, gives the file its name in one step, and forces that, too. */
  @Override
  public void finish() {
    try {
      opened().force(true);
      refuseIfTakenAway();
      if (replaces) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        nameWithoutReplacing();
      }
      isFinal = true;
      note.delete();
      forceFolder();
    } catch (IOException trouble) {
      throw localTrouble("cannot be given its name", trouble);
    }
  }

  private void refuseIfTakenAway() throws IOException {
    if (!Files.exists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    if (!Files.exists(part)
        || !Objects.equals(
            key, Files.readAttributes(part, BasicFileAttributes.class).fileKey())) {
      throw new LocalStorageException(
          "Somebody took " + part + " away while it was written",
          "Leave it alone, and download the video again.",
          null);
    }
  }

  /** A second name for the same bytes is refused if there is such a file; a move would replace it. */
  private void nameWithoutReplacing() throws IOException {
    try {
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException meanwhile) {
      throw exists(meanwhile);
    } catch (UnsupportedOperationException | FileSystemException withoutLinks) {
      refuseToReplace();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Files.delete(part);
  }

  /** Makes the name last through a power cut, where the system lets folders be forced. */
  private void forceFolder() {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException notHere) {
      return; // as on Windows, which sees to it by itself
    }
  }

  private LocalStorageException localTrouble(String what, IOException trouble) {
    if (trouble instanceof AccessDeniedException) {
      return new LocalStorageException(
          folder + " must not be written to",
          "Change its permissions, or choose another.",
          trouble);
    }
    if (trouble instanceof NoSuchFileException && !Files.isDirectory(folder)) {
      return new LocalStorageException(
          "The folder " + folder + " is not there any more",
          "Create it, and download the video again.",
          trouble);
    }
    String reason = trouble instanceof FileSystemException named && named.getReason() != null
        ? named.getReason()
        : trouble.getMessage();
    return new LocalStorageException(
        file + " " + what + ": " + reason,
        "Check the disk, and download the video again.",
        trouble);
  }

  @Override
  public void close() {
    try (FileChannel closing = channel) {
      if (closing != null && isReady && !isFinal && size == 0) {
        note.delete();
        Files.deleteIfExists(part);
      }
    } catch (IOException trouble) {
      channel = null; // an empty file is left behind, which does no harm
    } finally {
      if (isMine) {
        WRITTEN.remove(part);
      }
    }
  }
}
