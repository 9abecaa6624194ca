package io.happyhorse.examples.benchmarks;

import io.happyhorse.testkit.FakeVideo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of a download compared to the JDK's client writing to a file. */
@Command(
    name = "download",
    description = {
      "Downloading from loopback with checksum and fsync, at a heap of 64 MB, against the JDK's ofFile.",
      "ratio_to_ofFile: throughput against ofFile in the same process, median of pairs."
    },
    mixinStandardHelpOptions = true)
final class DownloadBenchmark implements Runnable {
  private static final long MIB = 1 << 20;
  private static final int PAIRS = 5;
  private static final String HEAP = "-Xmx64m";

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--mb",
      defaultValue = "512",
      description = "Size of the video (default: ${DEFAULT-VALUE}).")
  private int megabytes;

  @Override
  public void run() {
    Table table =
        new Table(System.out, json, "what", "mb_per_s", "ratio_to_ofFile", "peak_heap_mb");
    try {
      Path folder = Files.createTempDirectory("happyhorse-download");
      try {
        measure(table, folder);
      } finally {
        for (Path file : DownloadClient.filesIn(folder)) {
          Files.delete(file);
        }
        Files.delete(folder);
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void measure(Table table, Path folder) throws IOException, InterruptedException {
    FakeVideo video = FakeVideo.ofSize(megabytes * MIB);
    Path served = folder.resolve("served");
    Files.copy(video.open(0, video.size()), served, StandardCopyOption.REPLACE_EXISTING);
    try (FileServer server = new FileServer(served, video.checksum())) {
      Map<String, double[]> seconds = new LinkedHashMap<>();
      Map<String, Double> heaps = new LinkedHashMap<>();
      for (String line : client(server.url(), folder, PAIRS)) {
        String[] fields = line.split(" ", -1);
        int pair = Integer.parseInt(fields[1]);
        seconds.computeIfAbsent(fields[0], what -> new double[PAIRS])[pair] =
            Double.parseDouble(fields[2]);
        heaps.merge(fields[0], Double.valueOf(fields[3]), Math::max);
      }
      double[] base = seconds.getOrDefault("ofFile", new double[PAIRS]);
      seconds.forEach((what, each) -> table.row(
          what, megabytes / median(each), ratio(base, each), heaps.getOrDefault(what, 0.0)));
      curl(server.url(), folder.resolve("curl"))
          .forEach(took -> table.row("curl", megabytes / took, median(base) / took, 0.0));
    }
  }

  private static double ratio(double[] base, double[] each) {
    double[] ratios = new double[each.length];
    Arrays.setAll(ratios, pair -> base[pair] / each[pair]);
    return median(ratios);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Runs the downloads in a process with a small heap, and returns its measurements. */
  private static List<String> client(String url, Path folder, int pairs)
      throws IOException, InterruptedException {
    return output(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-cp",
        System.getProperty("java.class.path"),
        DownloadClient.class.getName(),
        url,
        folder.toString(),
        Integer.toString(pairs)));
  }

  /** Returns how many seconds curl took; nothing if there is no curl. */
  private static List<Double> curl(String url, Path file) throws InterruptedException {
    try {
      List<String> took = output(List.of(
          "curl", "--silent", "--output", file.toString(), "--write-out", "%{time_total}", url));
      return took.stream().map(Double::valueOf).toList();
    } catch (IOException noCurl) {
      return List.of();
    }
  }

  private static List<String> output(List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(new ArrayList<>(command))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<String> lines;
    try {
      lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.get(0) + " ended with " + process.exitValue() + ".");
    }
    return lines;
  }
}
