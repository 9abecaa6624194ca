package io.happyhorse.examples.cluster;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Thrown if the database cannot be used. The message is one sentence and does not contain a password. */
public final class ClusterException extends RuntimeException {
  private static final String AUTHENTICATION_FAILED = "28";
  private static final String NO_SUCH_DATABASE = "3D000";
  private static final String CONNECTION_FAILED = "08";

  ClusterException(String message) {
    super(message);
  }

  private ClusterException(String message, SQLException cause) {
    super(message, cause);
  }

  static ClusterException of(SQLException error) {
    SQLException root = error.getCause() instanceof SQLException cause ? cause : error;
    return new ClusterException(sentence(root), error);
  }

  /** Omits the driver's message, since it may contain the URL with the password. */
  private static String sentence(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    if (state.startsWith(AUTHENTICATION_FAILED)) {
      return "The database rejects the user name or the password: check --jdbc-url, --jdbc-user and the environment variable "
          + JdbcOptions.PASSWORD_VARIABLE + ".";
    }
    if (state.equals(NO_SUCH_DATABASE)) {
      return "The server has no database with the name in --jdbc-url: create it, or check the name.";
    }
    if (state.startsWith(CONNECTION_FAILED) || error instanceof SQLTransientConnectionException) {
      return "The database server cannot be reached: check that it runs, and check --jdbc-url.";
    }
    return "The database cannot be used (SQL state " + state
        + "): look the state up in PostgreSQL's documentation, and see the log of " + "the server.";
  }
}
