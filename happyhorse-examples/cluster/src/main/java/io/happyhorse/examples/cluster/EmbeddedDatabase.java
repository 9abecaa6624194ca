package io.happyhorse.examples.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for demonstrations, tests and benchmarks. Its data is deleted when it is closed. Not thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String WORKING_DIRECTORY = "ot.epg.working-dir";
  private static final String DATA = "data-";
  private static final Duration STARTUP = Duration.ofSeconds(60);

  private final Path data;
  private final int port;
  private final Map<String, String> config;
  private EmbeddedPostgres server;

  private EmbeddedDatabase(Path data, int port, Map<String, String> config) throws IOException {
    this.data = data;
    this.port = port;
    this.config = config;
    this.server = run();
  }

  /**
   * Starts a server on a free port.
   *
   * @param folder where its programs are unpacked; not deleted, since unpacking takes seconds
   * @return the running server
   * @throws IOException if PostgreSQL cannot run on this machine
   */
  public static EmbeddedDatabase start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  static EmbeddedDatabase start(Path folder, Map<String, String> config) throws IOException {
    Files.createDirectories(folder);
    System.setProperty(WORKING_DIRECTORY, folder.toAbsolutePath().toString());
    try {
      return at(folder, config);
    } catch (IOException | RuntimeException first) {
      // An interrupted unpack leaves an incomplete folder, which makes every later start fail.
      deletePrograms(folder);
      return again(folder, config, first);
    }
  }

  private static EmbeddedDatabase again(Path folder, Map<String, String> config, Exception first)
      throws IOException {
    try {
      return at(folder, config);
    } catch (IOException | RuntimeException second) {
      second.addSuppressed(first);
      throw new IOException("PostgreSQL cannot start on this machine", second);
    }
  }

  private static EmbeddedDatabase at(Path folder, Map<String, String> config) throws IOException {
    Path data = folder.toAbsolutePath().resolve(DATA + UUID.randomUUID());
    return new EmbeddedDatabase(data, freePort(), config);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private EmbeddedPostgres run() throws IOException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
        .setPGStartupWait(STARTUP)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPort(port);
    config.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** Stops the server and its connections; its data and port are kept. */
  void stop() throws IOException {
    server.close();
  }

  /** Starts the server again after {@link #stop()}. */
  void restart() throws IOException {
    server = run();
  }

  /**
   * Returns the URL of the database.
   *
   * @return a URL with a user and without a password
   */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  @Override
  public void close() throws IOException {
    server.close();
    delete(data);
  }

  /** Keeps the data of other servers that run from the same folder. */
  private static void deletePrograms(Path folder) throws IOException {
    List<Path> programs;
    try (Stream<Path> children = Files.list(folder)) {
      programs = children
          .filter(child -> !child.getFileName().toString().startsWith(DATA))
          .toList();
    }
    for (Path child : programs) {
      delete(child);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}
