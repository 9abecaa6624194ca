package io.happyhorse.examples.benchmarks;

import io.happyhorse.testkit.FakeVideo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures downloads against the JDK's client and curl. */
@Command(
    name = "download",
    description = {
      "Downloading with checksum and fsync, at a heap of 64 MB, against the JDK's ofFile and curl, which have neither.",
      "link: loopback; with a delay of the first byte of each response; with this delay and a window, as TCP has it:",
      "a connection sends at most the window in each delay.",
      "what: one-request is the library with parallelRanges(1), default with its default settings.",
      "mb_per_s: MiB per second, median of the rounds. ratio_to_ofFile, ratio_to_curl: throughput against theirs, median of the rounds.",
      "load: load average of the machine before the rounds of a link."
    },
    mixinStandardHelpOptions = true)
final class DownloadBenchmark implements Runnable {
  private static final long MIB = 1 << 20;
  private static final String HEAP = "-Xmx64m";

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Option(
      names = "--mb",
      split = ",",
      defaultValue = "64,1024",
      description = "Sizes of the video in MiB (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Number of rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--delay",
      defaultValue = "20",
      description = "Delay of the first byte in milliseconds (default: ${DEFAULT-VALUE}).")
  private int delay;

  @Option(
      names = "--window",
      defaultValue = "1",
      description = "Window of a connection in MiB (default: ${DEFAULT-VALUE}).")
  private int window;

  @Override
  public void run() {
    Table table = new Table(
        System.out,
        json,
        "link",
        "mb",
        "what",
        "mb_per_s",
        "ratio_to_ofFile",
        "ratio_to_curl",
        "peak_heap_mb",
        "load");
    try {
      for (int size : sizes) {
        measure(table, size);
      }
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private void measure(Table table, int size) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("happyhorse-download");
    FakeVideo video = FakeVideo.ofSize(size * MIB);
    Path served = folder.resolve("served");
    Files.copy(video.open(0, video.size()), served);
    Duration first = Duration.ofMillis(delay);
    try (FileServer server = new FileServer(served, video.checksum());
        SlowLink delayed = new SlowLink(server.port(), first, Long.MAX_VALUE);
        SlowLink limited = new SlowLink(server.port(), first, window * MIB)) {
      measure(table, "loopback", size, server.port(), folder);
      measure(table, delay + "ms", size, delayed.port(), folder);
      measure(table, delay + "ms," + window + "MB", size, limited.port(), folder);
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void measure(Table table, String link, int size, int port, Path folder)
      throws IOException, InterruptedException {
    Map<String, double[]> seconds = new LinkedHashMap<>();
    Map<String, Double> heaps = new LinkedHashMap<>();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    for (String line : client("http://127.0.0.1:" + port + "/v.mp4", folder)) {
      String[] fields = line.split(" ", -1);
      seconds.computeIfAbsent(fields[0], what -> new double[rounds])[Integer.parseInt(fields[1])] =
          Double.parseDouble(fields[2]);
      heaps.merge(fields[0], Double.valueOf(fields[3]), Math::max);
    }
    double[] ofFile = seconds.getOrDefault("ofFile", new double[rounds]);
    double[] curl = seconds.getOrDefault("curl", new double[rounds]);
    seconds.forEach((what, each) -> table.row(
        link,
        size,
        what,
        size / Median.of(each),
        ratio(ofFile, each),
        ratio(curl, each),
        heaps.getOrDefault(what, 0.0),
        load));
  }

  private static double ratio(double[] base, double[] each) {
    double[] ratios = new double[each.length];
    Arrays.setAll(ratios, round -> base[round] / each[round]);
    return Median.of(ratios);
  }

  /** Runs the downloads in a process with a small heap, and returns its measurements. */
  private List<String> client(String url, Path folder) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-cp",
            System.getProperty("java.class.path"),
            DownloadClient.class.getName(),
            url,
            folder.toString(),
            Integer.toString(rounds))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The client ended with " + process.exitValue() + ".");
    }
    return lines.lines().toList();
  }
}
