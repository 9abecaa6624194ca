package io.happyhorse.examples.dashboard;

import java.util.List;

/**
 * The rows that have changed since a version of the list.
 *
 * @param version the version of the list with these changes; request later changes from it
 * @param rows the current values of the changed rows
 * @param isComplete whether these are all rows, so that the reader must remove all others
 */
record TaskChanges(long version, List<TaskRow> rows, boolean isComplete) {}
