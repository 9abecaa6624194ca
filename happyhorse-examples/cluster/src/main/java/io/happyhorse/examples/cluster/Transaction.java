package io.happyhorse.examples.cluster;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The statements of one transaction. */
@FunctionalInterface
interface Transaction<T> {
  /** Executes the statements. If this throws, they have no effect. */
  T run(Connection connection) throws SQLException;

  /** Runs a transaction on a connection of its own, and commits it or rolls it back. */
  static <T> T in(DataSource database, Transaction<T> transaction) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = transaction.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException failed) {
        connection.rollback();
        throw failed;
      }
    }
  }
}
