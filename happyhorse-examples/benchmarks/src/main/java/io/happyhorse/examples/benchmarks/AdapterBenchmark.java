package io.happyhorse.examples.benchmarks;

import static io.happyhorse.examples.benchmarks.Operation.consume;

import feign.http2client.Http2Client;
import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.feign.JacksonJsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the adapter against the JDK's client and Jackson alone. */
@Command(
    name = "adapter",
    description = {
      "Decoding a body, and a query over loopback, against the JDK's client and Jackson alone.",
      "ratio_to_bare: time per operation against the bare operation in the same round; median of the rounds.",
      "ns_per_op: wall time, divided by the operations of all callers. bytes_per_op: allocated on the caller's thread."
    },
    mixinStandardHelpOptions = true)
final class AdapterBenchmark implements Runnable {
  private static final TaskId ID = TaskId.of("asyntask_jwgfhsG0m2aDjLmiiELRf74eoWmss6ya");
  private static final int[] CALLERS = {1, 8, 64};
  private static final int ROUNDS = 21;
  private static final int WARM_UPS = 4;
  private static final int WARM_UPS_OF_ALL = 20;
  private static final int DECODES = 20_000;
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

  @Option(names = "--json", description = "Print one JSON object per row.")
  private boolean json;

  @Override
  public void run() {
    Table table = new Table(
        System.out, json, "what", "callers", "ratio_to_bare", "ns_per_op", "bytes_per_op");
    Comparison.of(decoding(), WARM_UPS, ROUNDS, decode -> Callers.callHere(decode, DECODES))
        .print(table, 1);
    try (OneResponseServer server = OneResponseServer.start(BODY, CALLERS[CALLERS.length - 1])) {
      List<Operation> queries = queries(server.url());
      warmUp(queries);
      for (int count : CALLERS) {
        try (Callers callers = new Callers(count)) {
          Comparison.of(queries, WARM_UPS, ROUNDS, callers::call).print(table, count);
        }
      }
    }
  }

  private static List<Operation> decoding() {
    TaskResponseReader reader = new TaskResponseReader(
        URI.create("https://gateway.example"), UnaryOperator.identity(), new JacksonJsonParser());
    GatewayResponse response = GatewayResponse.of(200, Map.<String, String>of()::get, BODY);
    return List.of(
        new Operation("decode_bare_record", () -> consume(BareQuery.decode(BODY))),
        new Operation("decode", () -> consume(reader.read(response, ID, 1, Instant.EPOCH))));
  }

  private static List<Operation> queries(String baseUrl) {
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
        new Operation("query_bare", () -> consume(bare.query())),
        new Operation("query", () -> consume(feign.query(ID))),
        new Operation("query_bare_without_limits", () -> consume(unlimited.query())),
        new Operation("query_over_feign_java11", () -> consume(java11.query(ID))));
  }

  /** Lets the JVM compile all operations before the first of them is measured. */
  private static void warmUp(List<Operation> operations) {
    try (Callers callers = new Callers(CALLERS[1])) {
      for (int round = 0; round < WARM_UPS_OF_ALL; round++) {
        operations.forEach(callers::call);
      }
    }
  }
}
