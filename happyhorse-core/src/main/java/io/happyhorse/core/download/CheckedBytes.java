package io.happyhorse.core.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.Executor;

/** The bytes of an open file that is written from its beginning, with their checksum. Not thread-safe. */
final class CheckedBytes {
  private static final int PIECE = 1 << 17;

  private final FileChannel channel;
  private final WriteBack writeBack;
  private final Crc64 crc = new Crc64();
  private long size;

  /**
   * Creates an object for a file whose existing bytes are not known yet, see {@link #load} and {@link #clear}.
   *
   * @param disk forces bytes to the disk while others are received
   */
  CheckedBytes(FileChannel channel, Executor disk) {
    this.channel = channel;
    this.writeBack = new WriteBack(channel::force, disk);
  }

  /** Reads the existing bytes; returns false if they are not a video. */
  boolean load() throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE);
    for (int read = channel.read(piece); read >= 0; read = channel.read(piece.clear())) {
      if (size == 0 && VideoSignature.problem(piece.array(), read, null) != null) {
        return false;
      }
      crc.update(piece.array(), 0, read);
      size += read;
    }
    return true;
  }

  void clear() throws IOException {
    channel.truncate(0);
    channel.position(0);
    crc.reset();
    size = 0;
  }

  void write(byte[] bytes, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length);
    while (piece.hasRemaining()) {
      size += channel.write(piece);
    }
    crc.update(bytes, 0, length);
    writeBack.written(length);
  }

  void force() throws IOException {
    writeBack.finish();
  }

  long fileSize() throws IOException {
    return channel.size();
  }

  long size() {
    return size;
  }

  long checksum() {
    return crc.getValue();
  }
}
