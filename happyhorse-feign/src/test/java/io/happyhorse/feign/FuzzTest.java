package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.wire.GatewayResponse;
import io.happyhorse.core.wire.TaskResponseReader;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every response is read within a short time as an observation or a declared error. Each build tests a few thousand mutations of the fixtures; {@code -Dfuzz.minutes=10} sets the length of a longer run, {@code -Dfuzz.seed=...} its seed.
 */
class FuzzTest {
  private static final int MIN_CASES = Boolean.getBoolean("happyhorse.full") ? 20_000 : 4_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "marked-key-3141592653";
  private static final String SIGNATURE = "marked-signature-2718281828";
  private static final String URL = "https://h/v.mp4?Expires=1&Signature=" + SIGNATURE;
  private static final int[] STATUSES = {200, 200, 200, 200, 200, 204, 302, 400, 401, 404, 429, 500
  };
  private static final List<String> TOKENS = List.of(
      "\"",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "null",
      "true",
      "-1",
      "1e999999999",
      "0.1",
      "\\u0000",
      "\\",
      "\"data\":",
      "\"status\":\"SUCCESS\"",
      "\"result_url\":\"https://h/v?Expires=99999999999999\"",
      "\"finish_time\":9223372036854775807",
      "\"task_id\":\"asyntask_A\"",
      "\uFFFF",
      "猫",
      " ",
      "\n",
      "https://h/?x-oss-date=20260428T000000Z&x-oss-expires=9999999999",
      "(request id: ",
      ")",
      "task failed, code: ",
      KEY,
      URL,
      ", message: ",
      "2026-04-28 10:37:42.625");
  private static final List<String> HEADER_VALUES = List.of(
      "",
      "text/html",
      "application/json",
      "gzip",
      "deflate",
      "br",
      "7",
      "-1",
      "99999999999999999999",
      "soon",
      "Tue, 28 Apr 2026 02:37:42 GMT",
      "Fri, 31 Dec 9999 23:59:59 GMT",
      "\u0000",
      KEY,
      URL);

  private final TaskResponseReader reader =
      FeignApis.reader(BaseUrl.of("https://gateway.example"), ApiKey.of(KEY)::hiddenIn, false);

  @Test
  @Timeout(3_600)
  void every_response_is_an_observation_or_a_declared_error() {
    long seed = Long.getLong("fuzz.seed", 1);
    Duration budget = Duration.ofMinutes(Long.getLong("fuzz.minutes", 0));
    SplittableRandom random = new SplittableRandom(seed);
    long start = TimeSource.system().nanoTime();
    long cases = 0;
    while (cases < MIN_CASES || TimeSource.system().since(start).compareTo(budget) < 0) {
      check(random);
      cases++;
    }
    System.out.println("Fuzzed " + cases + " responses with seed " + seed + ".");
  }

  /** Bodies from earlier mutations, one for each kind of outcome: their meaning must not change. */
  @Test
  void stored_responses_keep_their_meaning() {
    List<String> lines = CannedGateway.resource("fuzz-corpus.txt").lines().toList();
    for (String line : lines) {
      String[] fields = line.split(" ", 3);
      byte[] body = HexFormat.of().parseHex(fields[1]);
      GatewayResponse response =
          GatewayResponse.of(Integer.parseInt(fields[0]), header -> null, body);

      assertThat(meaning(response)).as(line).isEqualTo(fields[2]);
    }
    assertThat(lines).hasSizeGreaterThan(20);
  }

  private String meaning(GatewayResponse response) {
    try {
      VideoTask task = reader.read(response, ID, 1, Instant.EPOCH);
      return task.status() + " " + task.progress().percent() + " "
          + (task.link() == null ? "no link" : task.link().expiresAt());
    } catch (QueryException declared) {
      return declared.problem();
    }
  }

  private void check(SplittableRandom random) {
    byte[] body = mutated(random);
    int status = STATUSES[random.nextInt(STATUSES.length)];
    Map<String, String> headers = Map.of(
        "Content-Type", pick(HEADER_VALUES, random),
        "Retry-After", pick(HEADER_VALUES, random),
        "Date", pick(HEADER_VALUES, random),
        "Content-Encoding", pick(HEADER_VALUES, random),
        "X-Oneapi-Request-Id", pick(HEADER_VALUES, random));
    List<String> secrets = secretsIn(body);
    GatewayResponse response = GatewayResponse.of(status, headers::get, body);
    long start = THREADS.getCurrentThreadCpuTime();
    try {
      VideoTask task = reader.read(response, ID, 1, Instant.EPOCH);
      assertThat(task.id()).isEqualTo(ID);
      assertThat(task + " " + task.action() + " " + task.failure() + " " + task.upstream())
          .hasSizeLessThan(5_000)
          .doesNotContain(secrets);
    } catch (QueryException declared) {
      assertThat(declared.taskId()).isEqualTo(ID);
      assertThat(declared.getMessage()).hasSizeLessThan(2_000).doesNotContain(secrets);
    } catch (RuntimeException | Error undeclared) {
      throw new AssertionError(
          "HTTP " + status + " " + headers + ", body in hex: " + HexFormat.of().formatHex(body),
          undeclared);
    }
    assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start)).isLessThan(LIMIT);
  }

  /** Returns the secrets that must be hidden; a signature counts only if its URL is still intact. */
  private static List<String> secretsIn(byte[] body) {
    boolean damaged = new String(body, StandardCharsets.UTF_8).replace(URL, "").contains(SIGNATURE);
    return damaged ? List.of(KEY) : List.of(KEY, SIGNATURE);
  }

  private static byte[] mutated(SplittableRandom random) {
    byte[] body = pick(FixturesTest.FIXTURES, random).body();
    for (int change = random.nextInt(6); change > 0 && body.length < 300_000; change--) {
      body = mutatedOnce(body, random);
    }
    return body;
  }

  private static byte[] mutatedOnce(byte[] body, SplittableRandom random) {
    int from = random.nextInt(body.length + 1);
    int to = Math.min(body.length, from + random.nextInt(20));
    byte[] other = pick(FixturesTest.FIXTURES, random).body();
    return switch (random.nextInt(6)) {
      case 0 -> spliced(body, from, to, new byte[0]);
      case 1 -> spliced(body, from, from, pick(TOKENS, random).getBytes(StandardCharsets.UTF_8));
      case 2 -> spliced(body, from, to, pick(TOKENS, random).getBytes(StandardCharsets.UTF_8));
      case 3 ->
        spliced(body, from, Math.min(body.length, from + 1), new byte[] {(byte) random.nextInt()});
      case 4 -> spliced(body, from, from, Arrays.copyOfRange(body, from, to));
      default ->
        spliced(
            body,
            from,
            body.length,
            Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
    };
  }

  /** Returns the bytes with a part of them replaced. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] replacement) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(bytes, 0, from);
    spliced.writeBytes(replacement);
    spliced.write(bytes, to, bytes.length - to);
    return spliced.toByteArray();
  }

  private static <T> T pick(List<T> list, SplittableRandom random) {
    return list.get(random.nextInt(list.size()));
  }
}
