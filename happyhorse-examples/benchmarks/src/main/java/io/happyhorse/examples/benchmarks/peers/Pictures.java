package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.BarPicture.Bar;
import io.happyhorse.examples.benchmarks.peers.BarPicture.Panel;
import io.happyhorse.examples.benchmarks.peers.ScatterPicture.Point;
import io.happyhorse.examples.benchmarks.peers.client.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws the measured rows. */
final class Pictures {
  private Pictures() {}

  /** Writes the pictures for which there are rows into a directory. */
  static void write(Rows rows, Path directory) throws IOException {
    List<Row> load = ofOneSize(rows.of(Part.LOAD).toList());
    if (!load.isEmpty()) {
      Files.writeString(directory.resolve("peers-requests.svg"), requestsAgainstLag(load));
      Files.writeString(directory.resolve("peers-cost.svg"), cost(withoutCurve(load)));
    }
    List<Row> faults = withoutCurve(rows.of(Part.FAULTS).toList());
    if (!faults.isEmpty()) {
      Files.writeString(directory.resolve("peers-faults.svg"), faults(faults));
    }
    List<Row> outage = withoutCurve(rows.of(Part.OUTAGE).toList());
    if (!outage.isEmpty()) {
      Files.writeString(directory.resolve("peers-outage.svg"), outage(outage));
    }
  }

  /** Returns the rows of 1,000 tasks, or those of the largest number of tasks if there are none. */
  private static List<Row> ofOneSize(List<Row> rows) {
    int largest = rows.stream().mapToInt(Row::tasks).max().orElse(0);
    int tasks =
        rows.stream().anyMatch(row -> row.tasks() == Suite.USUAL_SIZE) ? Suite.USUAL_SIZE : largest;
    return rows.stream().filter(row -> row.tasks() == tasks).toList();
  }

  /** Returns the rows of the compared clients, without further intervals of this library. */
  private static List<Row> withoutCurve(List<Row> rows) {
    return rows.stream()
        .filter(row -> Peer.ALL.stream().anyMatch(peer -> peer.name().equals(row.client())))
        .toList();
  }

  static String requestsAgainstLag(List<Row> rows) {
    List<Point> points = rows.stream()
        .map(row -> new Point(
            row.client(),
            row.get("lag_mean_s"),
            row.get("requests_per_task"),
            isOurs(row),
            curve(new Peer(row.client(), ""))))
        .toList();
    return new ScatterPicture(points)
        .draw("Requests against lag: " + tasks(rows) + " tasks of 15 to 45 s; lower is better");
  }

  private static @Nullable String curve(Peer peer) {
    return peer.isFixed() ? "fixed" : peer.isLearned() ? "learned" : null;
  }

  static String cost(List<Row> rows) {
    return new BarPicture(
            "What waiting for " + tasks(rows) + " tasks costs; shorter is better",
            List.of(
                panel("peak threads", "threads", rows),
                panel("peak resident memory, MiB", "rss_mib", rows)))
        .draw();
  }

  static String faults(List<Row> rows) {
    return new BarPicture(
            tasks(rows) + " tasks, 2.2 % faults, 5 s of 429 and an outage; shorter is better",
            List.of(panel("tasks lost", "lost", rows)))
        .draw();
  }

  static String outage(List<Row> rows) {
    return new BarPicture(
            tasks(rows) + " tasks and an outage; shorter is better",
            List.of(
                panel("tasks lost", "lost", rows),
                panel("requests in the outage", "requests_in_outage", rows),
                panel("connections leaked", "leaked", rows)))
        .draw();
  }

  private static Panel panel(String title, String column, List<Row> rows) {
    return new Panel(
        title,
        rows.stream()
            .map(row -> new Bar(row.client(), row.get(column), isOurs(row)))
            .toList());
  }

  private static boolean isOurs(Row row) {
    return row.client().startsWith("happyhorse");
  }

  private static String tasks(List<Row> rows) {
    return String.format(Locale.ROOT, "%,d", rows.get(0).tasks());
  }
}
