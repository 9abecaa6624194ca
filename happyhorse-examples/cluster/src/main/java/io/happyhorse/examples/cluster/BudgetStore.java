package io.happyhorse.examples.cluster;

import java.sql.SQLException;
import java.time.Instant;

/** Stores the budget of a gateway, which all nodes share. Thread-safe. */
interface BudgetStore {
  /** Computes the next budget; {@code now} is on the store's clock. */
  interface Change {
    BudgetState apply(BudgetState state, Instant now);
  }

  /**
   * The budget at one time.
   *
   * @param state the budget
   * @param now when it was read, on the store's clock
   */
  record Reading(BudgetState state, Instant now) {}

  Reading read() throws SQLException;

  /** Changes the budget under a lock that excludes other nodes, and returns the changed budget. */
  Reading change(Change change) throws SQLException;
}
