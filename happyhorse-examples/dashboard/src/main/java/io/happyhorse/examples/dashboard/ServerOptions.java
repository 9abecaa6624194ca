package io.happyhorse.examples.dashboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the server of the page. The password is not an option, since process lists would show it. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class ServerOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8321",
      description = "The port of the page; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}); an address that other machines can reach needs a password.")
  private String bind;

  @Option(
      names = "--name",
      paramLabel = "HOST",
      description = "A host name that browsers use for the page, besides the address; repeatable.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description =
          "The file that holds the password of the page; browsers may send any user name.")
  private @Nullable Path passwordFile;

  /** Returns the settings. Throws an {@link IllegalArgumentException} if they are not valid. */
  ServerSettings settings() {
    return ServerSettings.of(
        bind,
        port,
        names,
        passwordFile == null ? null : SecretFile.read(passwordFile, "--password-file"));
  }
}
