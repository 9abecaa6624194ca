package io.happyhorse.examples.dashboard;

import java.util.List;

/**
 * Rows that changed.
 *
 * @param version the version from which to request the next changes
 * @param rows the rows as they are now
 * @param isComplete whether there are no other rows, so that those that are known must be forgotten
 */
record TaskChanges(long version, List<TaskRow> rows, boolean isComplete) {}
