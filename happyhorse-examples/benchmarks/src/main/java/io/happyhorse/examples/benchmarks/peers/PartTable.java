package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints the rows of one part, with ratios. The heading is printed before the first row. */
final class PartTable {
  private final PrintStream out;
  private final boolean json;
  private final Part part;
  private final Rows rows;
  private @Nullable Table table;

  PartTable(PrintStream out, boolean json, Part part, Rows rows) {
    this.out = out;
    this.json = json;
    this.part = part;
    this.rows = rows;
  }

  void print(Row row) {
    Table shown = table;
    if (shown == null) {
      shown = new Table(out, json, columns().toArray(String[]::new));
      table = shown;
    }
    List<Object> values = new ArrayList<>(List.of(row.client(), part.title(), row.tasks()));
    part.figures().forEach(column -> values.add(value(row, column)));
    values.add(row.load());
    shown.row(values.toArray());
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("client", "part", "tasks"));
    columns.addAll(part.figures());
    columns.add("load");
    return columns;
  }

  private Object value(Row row, String column) {
    double value = Part.isRatio(column) ? rows.ratio(row, Part.base(column)) : row.get(column);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "-";
    }
    boolean isCount = value == Math.rint(value) && !Part.isRatio(column) && !column.endsWith("_s");
    return isCount ? (Object) (long) value : (Object) value;
  }
}
