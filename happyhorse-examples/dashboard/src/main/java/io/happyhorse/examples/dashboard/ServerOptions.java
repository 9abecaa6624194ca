package io.happyhorse.examples.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the page is served. The password itself is no option: lists of processes would show it. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class ServerOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8321",
      description = "The port of the page, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}); another one than this machine's own needs a password.")
  private String bind;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "A name under which browsers reach the page, beside the address; repeatable.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "The file that holds the password of the page; any user name will do.")
  private @Nullable Path passwordFile;

  /** Returns the settings; one that cannot be used is an {@link IllegalArgumentException}. */
  ServerSettings settings() {
    return ServerSettings.of(
        bind, port, names, passwordFile == null ? null : firstLine(passwordFile));
  }

  static String firstLine(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("'" + file + "' cannot be read.", unreadable);
    }
  }
}
