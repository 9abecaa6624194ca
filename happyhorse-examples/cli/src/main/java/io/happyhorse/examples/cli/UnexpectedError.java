package io.happyhorse.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.happyhorse.core.task.Redactor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Ends the process with one sentence after an error that no command has handled, on any thread. The message for exhausted memory is
 * allocated in advance, since it could not be allocated then.
 */
final class UnexpectedError implements Thread.UncaughtExceptionHandler {
  private static final String OUT_OF_MEMORY =
      "There is not enough memory: increase Java's heap, for example with -Xmx64m.";

  private final byte[] outOfMemory = (OUT_OF_MEMORY + System.lineSeparator()).getBytes(UTF_8);
  private final FileOutputStream err = new FileOutputStream(FileDescriptor.err);
  private final boolean debug;

  UnexpectedError(boolean debug) {
    this.debug = debug;
  }

  static String sentence(Throwable error) {
    return isOutOfMemory(error)
        ? OUT_OF_MEMORY
        : "Internal error of happyhorse: " + Redactor.line(error.toString())
            + ". --debug prints the stack trace.";
  }

  private static boolean isOutOfMemory(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable error) {
    endProcess(error);
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // requested by --debug
  void endProcess(Throwable error) {
    try {
      err.write(isOutOfMemory(error) ? outOfMemory : (sentence(error) + "\n").getBytes(UTF_8));
      if (debug) {
        error.printStackTrace();
      }
      System.exit(ExitCode.INTERNAL_ERROR); // runs the hook that writes the ids of unfinished tasks
    } catch (IOException | OutOfMemoryError cannotBeReported) {
      Runtime.getRuntime().halt(ExitCode.INTERNAL_ERROR);
    }
  }
}
