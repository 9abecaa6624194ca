package io.happyhorse.core.download;

import java.io.Closeable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the bytes of one download go. Trouble with it comes as {@link LocalStorageException}. Not thread-safe. */
interface DownloadTarget extends Closeable {
  /** Returns the file that the video is to be; null if it is to be none. */
  @Nullable
  Path file();

  /** Makes ready, before anything is asked for. */
  void open();

  /** Returns how many bytes there are so far. */
  long size();

  /** Returns what video they are the beginning of. */
  VideoVersion version();

  /** Returns whether the bytes that there are can be taken back. */
  boolean isRestartable();

  /** Drops all bytes, if they can be taken back. */
  void restart();

  /** Sets which video the bytes are of: before the first ones, and when more is known about it. */
  void begin(VideoVersion version);

  void write(byte[] bytes, int length);

  /** Returns the CRC-64/XZ of all bytes so far. */
  long checksum();

  /** Makes the video final: it is whole. */
  void finish();

  /** Lets go of everything, but keeps the bytes of a video that is not final for the next time, if it can. */
  @Override
  void close();
}
