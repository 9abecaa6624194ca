package io.happyhorse.examples.benchmarks;

import java.io.PrintStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints each row at once, as a readable table or as JSON lines. */
public final class Table {
  private static final int NARROWEST = 12;

  private final PrintStream out;
  private final boolean json;
  private final List<String> columns;

  public Table(PrintStream out, boolean json, String... columns) {
    this.out = out;
    this.json = json;
    this.columns = List.of(columns);
    if (!json) {
      line((Object[]) columns);
    }
  }

  /** Prints a row: a value for each column, text or numbers. */
  public void row(Object... values) {
    if (json) {
      Map<String, Object> row = new LinkedHashMap<>();
      Iterator<String> names = columns.iterator();
      for (Object value : values) {
        row.put(names.next(), value);
      }
      out.println(row.entrySet().stream()
          .map(entry -> "\"" + entry.getKey() + "\":" + quoted(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}")));
    } else {
      line(values);
    }
    out.flush();
  }

  private static String quoted(Object value) {
    return value instanceof Number ? shown(value) : "\"" + value + "\"";
  }

  private static String shown(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.2f", number)
        : value.toString();
  }

  private void line(Object... values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      int width = Math.max(NARROWEST, columns.get(i).length()) + (i == 0 ? NARROWEST : 2);
      line.append(String.format(
          Locale.ROOT, i == 0 ? "%-" + width + "s" : "%" + width + "s", shown(values[i])));
    }
    out.println(line);
  }
}
