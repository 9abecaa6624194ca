package io.happyhorse.examples.cluster;

import java.sql.SQLException;
import java.time.Instant;

/** Where all nodes find the budget of a gateway. Thread-safe. */
interface BudgetStore {
  /** A change of the budget at a moment of the store's clock. */
  interface Change {
    BudgetState of(BudgetState state, Instant now);
  }

  /**
   * A budget.
   *
   * @param state the budget
   * @param now when it was read, on the store's clock
   */
  record Reading(BudgetState state, Instant now) {}

  Reading read() throws SQLException;

  /** Changes the budget while no other node does; returns what it is then. */
  Reading change(Change change) throws SQLException;
}
