package io.happyhorse.core.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A caller's stream. It stays open, and bytes written to it cannot be discarded. */
final class StreamTarget implements DownloadTarget {
  private final OutputStream stream;
  private final Crc64 crc = new Crc64();
  private long size;
  private VideoVersion version = VideoVersion.UNKNOWN;

  StreamTarget(OutputStream stream) {
    this.stream = stream;
  }

  @Override
  public @Nullable Path file() {
    return null;
  }

  @Override
  public void open() {}

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
    return size == 0;
  }

  @Override
  public void restart() {}

  @Override
  public void begin(VideoVersion begun) {
    version = begun;
  }

  @Override
  public void write(byte[] bytes, int length) {
    try {
      stream.write(bytes, 0, length);
    } catch (IOException broken) {
      throw failure(broken);
    }
    crc.update(bytes, 0, length);
    size += length;
  }

  private static LocalStorageException failure(IOException broken) {
    return new LocalStorageException(
        "The stream that takes the video failed: " + broken.getMessage(),
        "Discard what it has received, and transfer the video again.",
        broken);
  }

  @Override
  public long checksum() {
    return crc.getValue();
  }

  @Override
  public void finish() {
    try {
      stream.flush();
    } catch (IOException broken) {
      throw failure(broken);
    }
  }

  @Override
  public void close() {}
}
