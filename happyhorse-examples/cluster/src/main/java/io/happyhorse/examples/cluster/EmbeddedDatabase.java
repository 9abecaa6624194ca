package io.happyhorse.examples.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for demonstrations, tests and benchmarks. When it is closed, and at the latest when the process ends, the server
 * stops and its data is deleted. Not thread-safe, except for {@link #shared} and {@link #close}.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String WORKING_DIRECTORY = "ot.epg.working-dir";
  private static final String DATA_PREFIX = "data-";
  private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(60);

  private static @Nullable EmbeddedDatabase shared;
  private static @Nullable String sharedProblem;

  private final Path data;
  private final int port;
  private final Map<String, String> config;
  private EmbeddedPostgres server;
  private boolean isClosed;

  private EmbeddedDatabase(Path data, int port, Map<String, String> config) throws IOException {
    this.data = data;
    this.port = port;
    this.config = config;
    this.server = run();
  }

  /**
   * Returns the server that all callers in this process share. The first call starts it; if that fails, later calls fail in the same way.
   *
   * @param folder see {@link #start(Path)}
   * @return the running server, which callers must not close
   * @throws IOException if PostgreSQL cannot run on this machine
   */
  public static synchronized EmbeddedDatabase shared(Path folder) throws IOException {
    if (sharedProblem != null) {
      throw new IOException(sharedProblem);
    }
    if (shared == null) {
      try {
        shared = start(folder);
      } catch (IOException failed) {
        sharedProblem = failed.getMessage();
        throw failed;
      }
    }
    return shared;
  }

  /**
   * Starts a server on a free port.
   *
   * @param folder where its programs are unpacked; they remain there, since unpacking takes seconds
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
      return startOnce(folder, config);
    } catch (IOException | RuntimeException first) {
      // An interrupted unpack leaves an incomplete folder, which makes every later start fail.
      deletePrograms(folder);
      return startAgain(folder, config, first);
    }
  }

  private static EmbeddedDatabase startAgain(
      Path folder, Map<String, String> config, Exception first) throws IOException {
    try {
      return startOnce(folder, config);
    } catch (IOException | RuntimeException second) {
      second.addSuppressed(first);
      throw new IOException(
          "PostgreSQL cannot start on this machine: " + second.getMessage(), second);
    }
  }

  private static EmbeddedDatabase startOnce(Path folder, Map<String, String> config)
      throws IOException {
    Path data = folder.toAbsolutePath().resolve(DATA_PREFIX + UUID.randomUUID());
    EmbeddedDatabase database = new EmbeddedDatabase(data, freePort(), config);
    // The only hook: a second one, of the library, would stop the server while this one deletes the
    // data.
    Runtime.getRuntime().addShutdownHook(new Thread(database::closeAtExit));
    return database;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private EmbeddedPostgres run() throws IOException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
        .setPGStartupWait(STARTUP_TIMEOUT)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(port);
    config.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** Stops the server, which ends all connections. Its data and its port remain. */
  void stop() throws IOException {
    server.close();
  }

  /** Starts the server again after {@link #stop()}. */
  void restart() throws IOException {
    server = run();
  }

  /**
   * Returns the URL of the database {@code postgres}.
   *
   * @return a URL with a user and without a password
   */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  /**
   * Creates an empty database on this server.
   *
   * @param name a new name, which SQL accepts without quotes
   * @return the URL of the database
   * @throws SQLException if it cannot be created
   */
  public String createDatabase(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    return jdbcUrl(name);
  }

  @Override
  public synchronized void close() throws IOException {
    if (!isClosed) {
      isClosed = true;
      server.close();
      delete(data);
    }
  }

  private void closeAtExit() {
    try {
      close();
    } catch (IOException undeleted) {
      System.err.println("The data of the embedded PostgreSQL is not deleted: delete " + data
          + ". (" + undeleted.getMessage() + ")");
    }
  }

  /** Does not delete the data of other servers that run from the same folder. */
  private static void deletePrograms(Path folder) throws IOException {
    List<Path> programs;
    try (Stream<Path> children = Files.list(folder)) {
      programs = children
          .filter(child -> !child.getFileName().toString().startsWith(DATA_PREFIX))
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
