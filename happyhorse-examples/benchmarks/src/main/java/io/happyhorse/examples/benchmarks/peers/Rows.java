package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.Figures;
import io.happyhorse.examples.benchmarks.peers.client.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** All measured rows, stored in a file if one is given, so that an interrupted run can be resumed. */
final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path file;
  private final List<Row> all = new ArrayList<>();

  private Rows(@Nullable Path file) {
    this.file = file;
  }

  /** Reads the rows of a file. Without a file, or if it does not exist, there are none yet. */
  static Rows storedIn(@Nullable Path file) throws IOException {
    Rows rows = new Rows(file);
    if (file != null && Files.exists(file)) {
      Files.readAllLines(file).stream().map(Rows::read).forEach(rows.all::add);
    }
    return rows;
  }

  void add(Row row) throws IOException {
    all.add(row);
    if (file != null) {
      Files.writeString(
          file, write(row) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  Optional<Row> find(Setup setup) {
    return all.stream().filter(row -> row.isOf(setup)).findFirst();
  }

  Stream<Row> of(Part part) {
    return all.stream().filter(row -> row.part() == part);
  }

  /** Returns the ratio of a figure to that of this library with a fixed interval of 5 s; NaN if that was not measured. */
  double ratio(Row row, String column) {
    return of(row.part())
        .filter(other -> other.tasks() == row.tasks())
        .filter(other -> other.client().equals(Peer.REFERENCE.name()))
        .mapToDouble(reference -> row.get(column) / reference.get(column))
        .findFirst()
        .orElse(Double.NaN);
  }

  static String write(Row row) {
    return JSON.writeValueAsString(Map.of(
        "part", row.part(),
        "client", row.client(),
        "tasks", row.tasks(),
        "load", row.load(),
        "figures", row.figures().toString()));
  }

  static Row read(String line) {
    JsonNode row = JSON.readTree(line);
    return new Row(
        Part.valueOf(row.get("part").asString()),
        row.get("client").asString(),
        row.get("tasks").asInt(),
        row.get("load").asDouble(),
        Figures.parse(row.get("figures").asString()));
  }
}
