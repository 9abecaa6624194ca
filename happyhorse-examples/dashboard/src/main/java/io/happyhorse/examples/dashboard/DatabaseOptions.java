package io.happyhorse.examples.dashboard;

import io.happyhorse.examples.cluster.ClusterDatabase;
import io.happyhorse.examples.cluster.ClusterException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the database of a cluster. The password is not an option, since process lists would show it. */
@SuppressWarnings("unused") // picocli sets the fields
final class DatabaseOptions {
  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = {
        "Show the tasks in the database of a cluster, such as",
        "jdbc:postgresql://db.example/videos. The password is read from the environment variable",
        ClusterDatabase.PASSWORD_VARIABLE + "."
      })
  private @Nullable String url;

  @Option(
      names = "--jdbc-user",
      paramLabel = "NAME",
      description = "The user of the database, for --jdbc-url.")
  private @Nullable String user;

  boolean isGiven() {
    return url != null;
  }

  String password(Dashboard program) {
    return program.environment(ClusterDatabase.PASSWORD_VARIABLE);
  }

  /** Opens the database. Throws an {@link IllegalArgumentException} if it cannot be used. */
  ClusterDatabase open(Dashboard program) {
    String password = password(program);
    try {
      return ClusterDatabase.open(String.valueOf(url), user, password.isEmpty() ? null : password);
    } catch (ClusterException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }
}
