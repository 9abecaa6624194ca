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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A process that downloads the same file in several ways and prints how long each took, and its peak heap. */
final class DownloadClient {
  private static final TimeSource TIME = TimeSource.system();
  private static final double NANOS = 1e9;
  private static final double MIB = 1 << 20;

  private DownloadClient() {}

  private interface Way {
    void download(Path to) throws IOException, InterruptedException;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    URI url = URI.create(args[0]);
    Path folder = Path.of(args[1]);
    int pairs = Integer.parseInt(args[2]);
    HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Way ofFile = to ->
        client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofFile(to));
    FeignTaskQuery tasks = FeignTaskQuery.builder("sk-benchmark")
        .baseUrl("http://" + url.getRawAuthority())
        .build();
    VideoDownloader videos = VideoDownloader.of(tasks);
    VideoTask task = VideoTask.builder(TaskId.of("asyntask_A"), "SUCCESS", TIME.instant())
        .link(ResultLink.parse(args[0], TIME.instant(), TIME.instant()))
        .build();
    Way download = to -> videos.download(task, to);
    measure("ofFile", -1, ofFile, folder.resolve("warm"));
    measure("download", -1, download, folder.resolve("warm"));
    for (int pair = 0; pair < pairs; pair++) {
      System.out.println(measure("ofFile", pair, ofFile, folder.resolve("of-file")));
      System.out.println(measure("download", pair, download, folder.resolve("download")));
    }
  }

  private static String measure(String what, int pair, Way way, Path to)
      throws IOException, InterruptedException {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = TIME.nanoTime();
    way.download(to);
    double seconds = TIME.since(start).toNanos() / NANOS;
    double peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MIB;
    Files.delete(to);
    return String.format(Locale.ROOT, "%s %d %.4f %.1f", what, pair, seconds, peak);
  }

  private static Stream<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
