package io.happyhorse.examples.cli;

import io.happyhorse.core.error.StorageException;
import java.net.MalformedURLException;
import org.jspecify.annotations.Nullable;

/** Names the option that helps after a failed download. */
final class DownloadHint {
  private DownloadHint() {}

  /** Returns the advice as a sentence; null if no option helps. */
  static @Nullable String of(Throwable error) {
    if (SavedVideo.isAboutExistingFile(error)) {
      return "--force replaces it, -o FILE names another.";
    }
    return ofStorage(error);
  }

  /** Returns the advice for a command that downloads into a folder; null if there is none. */
  static @Nullable String ofFolder(Throwable error) {
    if (SavedVideo.isAboutExistingFile(error)) {
      return "it is not a readable MP4 file: rename it, or choose another folder with --download.";
    }
    return ofStorage(error);
  }

  private static @Nullable String ofStorage(Throwable error) {
    if (!(error instanceof StorageException storage)) {
      return null;
    }
    if (storage.getCause() instanceof SecurityException) {
      return VideoOptions.ALLOW_PRIVATE + " allows it.";
    }
    return storage.getCause() instanceof MalformedURLException
        ? "'happyhorse query " + storage.taskId() + " --reveal-url' shows the link."
        : null;
  }
}
