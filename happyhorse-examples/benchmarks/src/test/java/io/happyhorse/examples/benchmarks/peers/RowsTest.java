package io.happyhorse.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.examples.benchmarks.peers.client.Figures;
import io.happyhorse.examples.benchmarks.peers.client.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class RowsTest {
  private static final Row OURS = heap(Peer.REFERENCE.name(), 20);
  private static final Row GAX = heap("gax", 50);

  @Test
  void rows_are_stored_in_a_file(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("rows");
    Rows.storedIn(file).add(OURS);
    Rows.storedIn(file).add(GAX);

    assertThat(Rows.storedIn(file).of(Part.HEAP)).containsExactly(OURS, GAX);
    assertThat(Rows.storedIn(file).of(Part.LOAD)).isEmpty();
  }

  @Test
  void a_ratio_refers_to_this_library_at_5_seconds() throws IOException {
    Rows rows = Rows.storedIn(null);

    assertThat(rows.ratio(GAX, "smallest_heap_mib")).isNaN();
    rows.add(OURS);
    assertThat(rows.ratio(GAX, "smallest_heap_mib")).isEqualTo(2.5);
  }

  @Test
  void a_row_is_printed_as_a_json_object() throws IOException {
    Rows rows = Rows.storedIn(null);
    rows.add(OURS);

    JsonNode printed = printed(rows, GAX);

    assertThat(printed.get("client").asString()).isEqualTo("gax");
    assertThat(printed.get("part").asString()).isEqualTo("heap");
    assertThat(printed.get("smallest_heap_mib").asInt()).isEqualTo(50);
    assertThat(printed.get("smallest_heap_mib_x").asDouble()).isEqualTo(2.5);
    assertThat(printed.get("load").asDouble()).isEqualTo(0.5);
  }

  @Test
  void a_ratio_without_a_reference_is_a_dash() throws IOException {
    assertThat(printed(Rows.storedIn(null), GAX).get("smallest_heap_mib_x").asString())
        .isEqualTo("-");
  }

  private static JsonNode printed(Rows rows, Row row) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PartTable(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, Part.HEAP, rows)
        .print(row);
    return new ObjectMapper().readTree(bytes.toString(StandardCharsets.UTF_8));
  }

  private static Row heap(String client, double mebibytes) {
    return new Row(
        Part.HEAP, client, 1_000, 0.5, new Figures(Map.of("smallest_heap_mib", mebibytes)));
  }
}
