package io.happyhorse.examples.dashboard;

import java.util.List;

/**
 * Rows that changed.
 *
 * @param version the version to ask for the next changes with
 * @param rows the rows as they are now
 */
record TaskChanges(long version, List<TaskRow> rows) {}
