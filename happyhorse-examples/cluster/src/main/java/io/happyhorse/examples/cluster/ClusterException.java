package io.happyhorse.examples.cluster;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Thrown if the database cannot be used. The message is one sentence and does not contain a password. */
public final class ClusterException extends RuntimeException {
  private static final String WRONG_PASSWORD = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String NO_CONNECTION = "08";

  ClusterException(String message) {
    super(message);
  }

  private ClusterException(String message, SQLException cause) {
    super(message, cause);
  }

  static ClusterException of(SQLException error) {
    SQLException inner = error.getCause() instanceof SQLException cause ? cause : error;
    return new ClusterException(sentence(inner), error);
  }

  /** The driver's message may contain the whole URL. */
  private static String sentence(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    if (state.startsWith(WRONG_PASSWORD)) {
      return "The database refuses user name and password: check --jdbc-url, --jdbc-user and the environment variable "
          + JdbcOptions.PASSWORD + ".";
    }
    if (state.equals(NO_SUCH_DATABASE)) {
      return "The server has no database of that name: create it, or check --jdbc-url.";
    }
    if (state.startsWith(NO_CONNECTION) || error instanceof SQLTransientConnectionException) {
      return "No database can be reached: check that the server runs, and --jdbc-url.";
    }
    return "The database cannot be used (SQL state " + state + ").";
  }
}
