package io.happyhorse.core.download;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Forces the bytes of a file to the disk on another thread while further ones are received, so that little is left to force at the end.
 * Not thread-safe.
 */
final class WriteBack {
  /** The number of written bytes after which they are forced. */
  static final int STEP = 8 << 20;

  private final Force file;
  private final Executor executor;
  private long unforced;

  /** Forces the bytes of a previous step. */
  private Future<?> running = CompletableFuture.completedFuture(null);

  /** Forces the bytes that have been written to a file, see {@link java.nio.channels.FileChannel#force}. */
  @FunctionalInterface
  interface Force {
    void force(boolean withMetadata) throws IOException;
  }

  WriteBack(Force file, Executor executor) {
    this.file = file;
    this.executor = executor;
  }

  /**
   * Counts written bytes, and starts to force them if that is due.
   *
   * @throws IOException if earlier bytes could not be forced
   */
  void written(int bytes) throws IOException {
    unforced += bytes;
    if (unforced >= STEP && running.isDone()) {
      awaitRunning();
      unforced = 0;
      start();
    }
  }

  private void start() {
    FutureTask<Boolean> next = new FutureTask<>(() -> {
      file.force(false);
      return true;
    });
    try {
      executor.execute(next);
      running = next;
    } catch (OutOfMemoryError noThread) {
      return; // the bytes are forced with later ones
    }
  }

  /**
   * Forces all written bytes.
   *
   * @throws IOException if any bytes could not be forced: the system reports such an error only once
   */
  void finish() throws IOException {
    awaitRunning();
    file.force(true);
  }

  private void awaitRunning() throws IOException {
    try {
      running.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException error
          ? error
          : new IOException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
