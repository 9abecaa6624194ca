package io.happyhorse.core.download;

import java.io.Closeable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The destination of the bytes of one download. Its errors are {@link LocalStorageException}s. Not thread-safe. */
interface DownloadTarget extends Closeable {
  /** Returns the final file of the video; null if there is none. */
  @Nullable
  Path file();

  /** Prepares the target before the first request. */
  void open();

  /** Returns the number of bytes received so far. */
  long size();

  /** Returns the version of the video that the bytes belong to. */
  VideoVersion version();

  /** Returns whether the received bytes can be discarded. */
  boolean isRestartable();

  /** Discards all bytes, if possible. */
  void restart();

  /** Sets the version of the video: before the first bytes, and when more is known about it. */
  void begin(VideoVersion version);

  void write(byte[] bytes, int length);

  /** Returns the CRC-64/XZ of all bytes so far. */
  long checksum();

  /** Completes the target, since the video is complete. */
  void finish();

  /** Releases all resources. The bytes of an incomplete video are kept for the next download, if possible. */
  @Override
  void close();
}
