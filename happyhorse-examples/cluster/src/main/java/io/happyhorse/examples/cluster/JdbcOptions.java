package io.happyhorse.examples.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the database. The password is not an option, since process lists would show it. */
@SuppressWarnings({"NullAway.Init", "unused"}) // picocli sets the fields
final class JdbcOptions {
  static final String PASSWORD_VARIABLE = "HAPPYHORSE_JDBC_PASSWORD";

  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

  @Option(
      names = "--jdbc-url",
      required = true,
      paramLabel = "URL",
      description = {
        "The PostgreSQL database, such as jdbc:postgresql://db.example/videos. The password",
        "is read from the environment variable " + PASSWORD_VARIABLE + "."
      })
  private String url;

  @Option(names = "--jdbc-user", paramLabel = "NAME", description = "The user of the database.")
  private @Nullable String user;

  /** Opens a pool; throws a {@link ClusterException} if the database cannot be used. */
  HikariDataSource open(int connections, Map<String, String> environment) {
    return open(url, user, environment.get(PASSWORD_VARIABLE), connections);
  }

  static HikariDataSource open(
      String url, @Nullable String user, @Nullable String password, int connections) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new ClusterException("--jdbc-url must begin with jdbc:postgresql:.");
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(1);
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "happyhorse-cluster");
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException failed) {
      throw failed.getCause() instanceof SQLException error
          ? ClusterException.of(error)
          : new ClusterException("The database cannot be used: check --jdbc-url.");
    } catch (RuntimeException unreadable) {
      throw new ClusterException(
          "--jdbc-url is not a valid JDBC URL; an example is jdbc:postgresql://db.example/videos.");
    }
  }
}
