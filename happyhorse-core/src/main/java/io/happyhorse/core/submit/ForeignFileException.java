package io.happyhorse.core.submit;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that is to be used as an outbox has the content of something else. Nothing was written to it. */
final class ForeignFileException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  ForeignFileException(Path file) {
    super(file.toString(), null, "its content is not that of an outbox");
  }
}
