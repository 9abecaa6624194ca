package io.happyhorse.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import feign.http2client.Http2Client;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.JacksonJsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The cost of the adapter compared to the JDK's client and Jackson alone. */
@Command(
    name = "adapter",
    description = {
      "Decoding a body, and a query over loopback, against the JDK's client and Jackson alone.",
      "ratio_to_bare: time per operation against the bare operation in the same run, median of pairs."
    },
    mixinStandardHelpOptions = true)
final class AdapterBenchmark implements Runnable {
  private static final TimeSource TIME = TimeSource.system();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final TaskId ID = TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya");
  private static final int[] CALLERS = {1, 8, 64};
  private static final int PAIRS = 21;
  private static final int WARM_UP_ROUNDS = 20;
  private static final int DECODES = 20_000;
  private static final Duration SLICE = Duration.ofMillis(250);
  private static final byte[] BODY = """
      {"code":"success","message":"","data":{"task_id":"asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya",\
      "action":"generate","status":"SUCCESS","fail_reason":"URL","result_url":"URL",\
      "submit_time":1777343862,"start_time":1777343866,"finish_time":1777343961,"progress":"100%",\
      "request_id":"20260428023742441081000FMrSbjcs","data":{"output":{\
      "task_id":"e45a6a1b-6f05-43e5-ab06-ddfdc97587a7","task_status":"SUCCEEDED",\
      "submit_time":"2026-04-28 10:37:42.625","scheduled_time":"2026-04-28 10:37:42.652",\
      "end_time":"2026-04-28 10:39:04.185","orig_prompt":"一只猫在草地上奔跑","video_url":"URL"},\
      "request_id":"53121cad-c008-9b96-af1d-4289a4fc714b","usage":{"SR":720,"duration":5,\
      "input_video_duration":0,"output_video_duration":5,"ratio":"16:9","video_count":1}}}}""".replace(
          "URL",
          "https://dashscope-a717.oss-accelerate.aliyuncs.com/1d/7a/20260428/e45a6a1b/xxx_refiner.mp4"
              + "?Expires=1777430351\\u0026OSSAccessKeyId=LTAI\\u0026Signature=abc%2Bdef%3D")
      .getBytes(StandardCharsets.UTF_8);

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty(
        "sun.net.httpserver.idleInterval", "3600"); // seconds; a client may be idle for minutes
  }

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  /** An operation to measure. */
  private record Subject(String name, Runnable once) {}

  @Override
  public void run() {
    Table table = new Table(
        System.out, json, "what", "callers", "ratio_to_bare", "ns_per_op", "bytes_per_op");
    decode(table);
    HttpServer server = server();
    ExecutorService serving = Executors.newFixedThreadPool(CALLERS[CALLERS.length - 1]);
    server.setExecutor(serving);
    server.start();
    try {
      String baseUrl = "http://127.0.0.1:" + server.getAddress().getPort();
      List<Subject> subjects = queries(baseUrl);
      warmUp(subjects);
      for (int callers : CALLERS) {
        measureQueries(table, callers, subjects);
      }
    } finally {
      server.stop(0);
      serving.shutdown();
    }
  }

  private static void decode(Table table) {
    TaskResponseReader reader = new TaskResponseReader(
        URI.create("https://gateway.example"), UnaryOperator.identity(), new JacksonJsonParser());
    GatewayResponse response = GatewayResponse.of(200, Map.<String, String>of()::get, BODY);
    List<Subject> subjects = List.of(
        new Subject("decode_bare_record", () -> consume(BareQuery.decode(BODY))),
        new Subject("decode", () -> consume(reader.read(response, ID, 1, Instant.EPOCH))));
    measure(
        table,
        1,
        subjects,
        (subject, unused) -> {
          for (int i = 0; i < DECODES; i++) {
            subject.once().run();
          }
        },
        DECODES);
  }

  /** The result of the last operation, which prevents the JVM from optimizing the operation away. */
  @SuppressWarnings("UnusedVariable")
  private static volatile Object consumed = "";

  private static void consume(Object result) {
    consumed = result;
  }

  private static List<Subject> queries(String baseUrl) {
    URI uri = URI.create(baseUrl + "/v1/video/generations/" + ID);
    BareQuery bare = new BareQuery(uri, true);
    BareQuery unlimited = new BareQuery(uri, false);
    TaskQueryPort feign =
        FeignTaskQuery.builder("sk-benchmark").baseUrl(baseUrl).build();
    TaskQueryPort java11 = FeignTaskQuery.builder("sk-benchmark")
        .baseUrl(baseUrl)
        .transport(new Http2Client(HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build()))
        .build();
    return List.of(
        new Subject("query_bare", () -> consume(bare.query())),
        new Subject("query", () -> consume(feign.query(ID))),
        new Subject("query_bare_without_limits", () -> consume(unlimited.query())),
        new Subject("query_over_feign_java11", () -> consume(java11.query(ID))));
  }

  /** Warms up the JVM before the measurement. */
  private static void warmUp(List<Subject> subjects) {
    int callers = CALLERS[1];
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      subjects.forEach(subject -> consume(slice(pool, callers, subject.once())));
    }
    pool.shutdown();
  }

  /** Measures all subjects in turn, repeatedly, and prints the medians. */
  private static void measure(
      Table table,
      int callers,
      List<Subject> subjects,
      ObjLongConsumer<Subject> work,
      int operations) {
    double[][] nanos = new double[subjects.size()][PAIRS];
    long[] bytes = new long[subjects.size()];
    for (int pair = -3; pair < PAIRS; pair++) {
      for (int i = 0; i < subjects.size(); i++) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long start = TIME.nanoTime();
        work.accept(subjects.get(i), pair);
        if (pair >= 0) {
          nanos[i][pair] = TIME.since(start).toNanos() / (double) operations;
          bytes[i] = (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / operations;
        }
      }
    }
    print(table, callers, subjects, nanos, bytes);
  }

  private static void measureQueries(Table table, int callers, List<Subject> subjects) {
    double[][] nanos = new double[subjects.size()][PAIRS];
    long[] bytes = new long[subjects.size()];
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try {
      for (int pair = -4; pair < PAIRS; pair++) {
        for (int i = 0; i < subjects.size(); i++) {
          Slice slice = slice(pool, callers, subjects.get(i).once());
          if (pair >= 0) {
            nanos[i][pair] = slice.nanosEach();
            bytes[i] = slice.bytesEach();
          }
        }
      }
    } finally {
      pool.shutdown();
    }
    print(table, callers, subjects, nanos, bytes);
  }

  /** The wall time per operation of all callers together, and the bytes allocated per operation on the calling thread. */
  private record Slice(double nanosEach, long bytesEach) {}

  private static Slice slice(ExecutorService pool, int callers, Runnable once) {
    long start = TIME.nanoTime();
    List<Future<long[]>> results = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      results.add(pool.submit(() -> repeat(once, start)));
    }
    long operations = 0;
    long bytes = 0;
    try {
      for (Future<long[]> result : results) {
        operations += result.get()[0];
        bytes += result.get()[1];
      }
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException(failed);
    }
    return new Slice(TIME.since(start).toNanos() / (double) operations, bytes / operations);
  }

  private static long[] repeat(Runnable once, long start) {
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long operations = 0;
    while (operations == 0 || TIME.since(start).compareTo(SLICE) < 0) {
      once.run();
      operations++;
    }
    return new long[] {operations, THREADS.getCurrentThreadAllocatedBytes() - bytesBefore};
  }

  private static void print(
      Table table, int callers, List<Subject> subjects, double[][] nanos, long[] bytes) {
    for (int i = 0; i < subjects.size(); i++) {
      double[] ratios = new double[PAIRS];
      for (int pair = 0; pair < PAIRS; pair++) {
        ratios[pair] = nanos[i][pair] / nanos[0][pair];
      }
      table.row(subjects.get(i).name(), callers, median(ratios), median(nanos[i]), bytes[i]);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        try (exchange) {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
        }
      });
      return server;
    } catch (IOException noServer) {
      throw new UncheckedIOException(noServer);
    }
  }
}
