package io.happyhorse.examples.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL of this program's own, for demonstrations, tests and benchmarks. Its data is deleted when it is closed. */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final String WORKING_DIRECTORY = "ot.epg.working-dir";
  private static final Duration STARTUP = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;

  private EmbeddedDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /**
   * Starts a server on a free port.
   *
   * @param folder where its programs are unpacked to; kept, since unpacking takes seconds
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
      return new EmbeddedDatabase(builder(config).start());
    } catch (IOException | RuntimeException first) {
      // An interrupted unpack leaves half a folder, and every later start fails on it.
      clean(folder);
      return again(config, first);
    }
  }

  private static EmbeddedDatabase again(Map<String, String> config, Exception first)
      throws IOException {
    try {
      return new EmbeddedDatabase(builder(config).start());
    } catch (IOException | RuntimeException second) {
      second.addSuppressed(first);
      throw new IOException("PostgreSQL cannot start on this machine", second);
    }
  }

  private static EmbeddedPostgres.Builder builder(Map<String, String> config) {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPGStartupWait(STARTUP);
    config.forEach(builder::setServerConfig);
    return builder;
  }

  private static void clean(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).filter(file -> !file.equals(folder)).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Returns where the database is.
   *
   * @return a URL with a user and without a password
   */
  public String jdbcUrl() {
    return server.getJdbcUrl("postgres", "postgres").replace("localhost", "127.0.0.1");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
