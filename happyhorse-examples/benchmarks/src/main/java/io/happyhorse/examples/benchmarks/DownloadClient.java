package io.happyhorse.examples.benchmarks;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A process that downloads the same file in several ways, in turn, and prints the time of each and the peak heap. */
final class DownloadClient {
  private static final TimeSource TIME = TimeSource.system();
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;

  private DownloadClient() {}

  /** A way to download the file. */
  private interface Way {
    /** Returns the seconds that it took. */
    double download(Path to) throws IOException, InterruptedException;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    Path folder = Path.of(args[1]);
    int rounds = Integer.parseInt(args[2]);
    Map<String, Way> ways = ways(args[0]);
    for (int round = -1; round < rounds; round++) { // the first round warms up
      for (Map.Entry<String, Way> way : ways.entrySet()) {
        String line = measured(way.getKey(), round, way.getValue(), folder.resolve("received"));
        System.out.print(round < 0 ? "" : line);
        System.out.flush();
      }
    }
  }

  private static Map<String, Way> ways(String url) {
    URI uri = URI.create(url);
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    FeignTaskQuery gateway = FeignTaskQuery.builder("sk-benchmark")
        .baseUrl("http://" + uri.getRawAuthority())
        .build();
    VideoTask task = VideoTask.builder(TaskId.of("asyntask_A"), "SUCCESS", TIME.instant())
        .link(ResultLink.parse(url, TIME.instant(), TIME.instant()))
        .build();
    VideoDownloader single = VideoDownloader.builder(gateway).parallelRanges(1).build();
    VideoDownloader parallel = VideoDownloader.of(gateway);
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put(
        "ofFile",
        timed(to -> client.send(
            HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofFile(to))));
    ways.put("curl", to -> curl(url, to));
    ways.put("one-request", timed(to -> single.download(task, to)));
    ways.put("default", timed(to -> parallel.download(task, to)));
    return ways;
  }

  /** A download that does not measure itself. */
  private interface Download {
    Object run(Path to) throws IOException, InterruptedException;
  }

  private static Way timed(Download download) {
    return to -> {
      long start = TIME.nanoTime();
      Object unused = download.run(to);
      return TIME.since(start).toNanos() / NANOS;
    };
  }

  /** Returns the seconds that curl has measured itself, without the start of its process; NaN if there is no curl. */
  private static double curl(String url, Path to) throws InterruptedException {
    try {
      Process curl = new ProcessBuilder(
              "curl", "--silent", "--output", to.toString(), "--write-out", "%{time_total}", url)
          .start();
      byte[] seconds = curl.getInputStream().readAllBytes();
      return curl.waitFor() == 0
          ? Double.parseDouble(new String(seconds, StandardCharsets.UTF_8))
          : Double.NaN;
    } catch (IOException noCurl) {
      return Double.NaN;
    }
  }

  private static String measured(String what, int round, Way way, Path to)
      throws IOException, InterruptedException {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    double seconds = way.download(to);
    double peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
    Files.deleteIfExists(to);
    return String.format(Locale.ROOT, "%s %d %.4f %.1f%n", what, round, seconds, peak);
  }

  private static Stream<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }
}
