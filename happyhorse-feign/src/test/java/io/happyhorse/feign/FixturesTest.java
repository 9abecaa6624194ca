package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.error.QueryException;
import io.happyhorse.core.task.TaskFailure;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.Usage;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Responses that gateways of this family send, and defective ones, over real HTTP. */
class FixturesTest {
  private static final TaskId ID = TaskId.of("asyntask_A");
  private static final String KEY = "sk-secret";

  private static final String QUEUED =
      "{'code':'success','data':{'status':'QUEUED','progress':'20%'}}";

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Fixture(
      String name, int status, Map<String, String> headers, byte[] body, String meaning) {
    @Override
    public String toString() {
      return name + " " + meaning;
    }
  }

  static final List<Fixture> FIXTURES = List.of(
      task(
          "f01 just submitted",
          "'task_id':'asyntask_A','action':'generate','status':'NOT_START','fail_reason':'',"
              + "'submit_time':1777343862,'start_time':0,'finish_time':0,'progress':'0%','request_id':'R',"
              + "'data':{'output':{'task_id':'u','task_status':'PENDING'},'request_id':'q'}",
          "NOT_START 0%"),
      task(
          "f02 queued",
          "'task_id':'asyntask_A','action':'generate','status':'QUEUED','progress':'20%',"
              + "'submit_time':1777343862,'start_time':0,'finish_time':0,'data':{'output':"
              + "{'task_status':'PENDING','submit_time':'2026-04-28 10:37:42.625'}}",
          "QUEUED 20%"),
      task(
          "f03 running",
          "'task_id':'asyntask_A','status':'IN_PROGRESS','progress':'50%','submit_time':1777343862,"
              + "'start_time':1777343866,'finish_time':0,'data':{'output':{'task_status':'RUNNING',"
              + "'scheduled_time':'2026-04-28 10:37:42.652'}}",
          "IN_PROGRESS 50%"),
      task(
          "f04 back to queued",
          "'status':'QUEUED','progress':'20%','data':{'code':'Throttling.RateQuota'}",
          "QUEUED 20%"),
      task(
          "f05 success",
          "'status':'SUCCESS','progress':'100%','result_url':'https://h/v.mp4?Expires=1\\u0026S=%2B'",
          "SUCCESS 100% https://h/v.mp4?Expires=1&S=%2B"),
      task(
          "f06 success, empty fail_reason",
          "'status':'SUCCESS','fail_reason':'','result_url':'https://h/1'",
          "SUCCESS  https://h/1"),
      task(
          "f07 success, link in fail_reason",
          "'status':'SUCCESS','fail_reason':'https://h/3'",
          "SUCCESS  https://h/3"),
      task(
          "f08 success, link inside",
          "'status':'SUCCESS','result_url':'','data':{'output':{'video_url':'https://h/2'}}",
          "SUCCESS  https://h/2"),
      task(
          "f09 success, proxy link",
          "'status':'SUCCESS','result_url':'https://www.anyfast.com.cn/v1/videos/asyntask_A/content'",
          "SUCCESS  https://www.anyfast.com.cn/v1/videos/asyntask_A/content"),
      task(
          "f10 video-edit usage",
          "'status':'SUCCESS','data':{'usage':{'SR':1080,'duration':10.0,'input_video_duration':5}}",
          "SUCCESS  usage 1080 10.0 5"),
      task(
          "f11 numbers in strings",
          "'status':'SUCCESS','data':{'usage':{'SR':'720','duration':'5.04'}}",
          "SUCCESS  usage 720 5.04 null"),
      task(
          "f12 coded failure",
          "'status':'FAILURE','fail_reason':'task failed, code: InvalidParameter, message: no'",
          "FAILURE  InvalidParameter: no"),
      task(
          "f13 failure of the standard gateway",
          "'status':'FAILURE','fail_reason':'task failed, code: Data , message: bad','result_url':'x'",
          "FAILURE  Data: bad"),
      task("f14 empty failure", "'status':'FAILURE','fail_reason':''", "FAILURE  null: "),
      task(
          "f14 plain failure",
          "'status':'FAILURE','fail_reason':'任务超时（1440分钟）','data':{'output':{'task_status':'RUNNING'}}",
          "FAILURE  null: 任务超时（1440分钟）"),
      task(
          "f14 bare failure",
          "'status':'FAILURE','fail_reason':'task failed'",
          "FAILURE  null: task failed"),
      task(
          "f14 unrecognized",
          "'status':'FAILURE','fail_reason':'upstream returned unrecognized message'",
          "FAILURE  null: upstream returned unrecognized message"),
      task("f15 SUBMITTED", "'status':'SUBMITTED'", "SUBMITTED "),
      task("f15 unlisted word", "'status':'queueing'", "queueing "),
      task("f15 EXPIRED", "'status':'EXPIRED'", "EXPIRED "),
      task("f15 null status", "'status':null", " "),
      task("f15 no status", "'progress':'1%'", " 1%"),
      task(
          "f15 a passed-through success",
          "'status':' succeeded ','result_url':'https://h/1'",
          "succeeded  https://h/1"),
      task("f16 progress empty", "'status':'QUEUED','progress':''", "QUEUED "),
      task("f16 progress 99%", "'status':'QUEUED','progress':'99%'", "QUEUED 99%"),
      task("f16 progress missing", "'status':'QUEUED'", "QUEUED "),
      task("f16 progress as a number", "'status':'QUEUED','progress':50", "QUEUED 50"),
      task("f16 progress as a fraction", "'status':'QUEUED','progress':0.5", "QUEUED 0.5"),
      task("f16 progress null", "'status':'QUEUED','progress':null", "QUEUED "),
      task("f16 progress as a list", "'status':'QUEUED','progress':[1]", "QUEUED "),
      ok("f17 null data", "{'code':'success','data':null}", "MalformedResponse"),
      ok("f18 empty body", "", "MalformedResponse"),
      task(
          "f19 additional members",
          "'id':7,'platform':'17','status':'QUEUED','properties':{'input':''},'data':null",
          "QUEUED "),
      task("f19 data as a string", "'status':'QUEUED','data':'later'", "QUEUED "),
      task("f19 data as a list", "'status':'QUEUED','data':[{}]", "QUEUED "),
      task(
          "f19 nested envelope",
          "'status':'QUEUED','data':{'code':'success','data':{'status':'SUCCESS'}}",
          "QUEUED "),
      json(
          "f20 unknown task",
          400,
          "{'code':'task_not_exist','message':'x','data':null}",
          "TaskNotFound"),
      json("f21 unknown task, empty", 404, "", "TaskNotFound"),
      json("f21 unknown task, JSON", 404, "{'code':'task_not_exist','data':null}", "TaskNotFound"),
      html("f21 HTML 404", 404, "WrongEndpoint"),
      json(
          "f22 bad key",
          401,
          "{'error':{'code':'','message':'Invalid token (request id: R7)','type':'new_api_error'}}",
          "Unauthorized R7"),
      json(
          "f22 bad key as documented",
          401,
          "{'error':{'message':'Invalid API key provided.','code':'invalid_api_key'}}",
          "Unauthorized"),
      json(
          "f22 dashboard",
          401,
          "{'success':false,'code':'AUTH_UNAUTHORIZED','message':'no'}",
          "Unauthorized"),
      json("f23 forbidden", 403, "{'error':{'code':'access_denied','message':'IP'}}", "Forbidden"),
      json(
          "f24 wrong path",
          404,
          "{'error':{'message':'Invalid URL (GET /v1/x)','code':''}}",
          "WrongEndpoint"),
      html("f25 web page", 200, "MalformedResponse"),
      json("f26 rate limit, empty", 429, "", "RateLimited"),
      json(
          "f26 rate limit, numeric code",
          429,
          "{'error':{'code':429,'message':'slow'}}",
          "RateLimited"),
      new Fixture(
          "f26 Retry-After", 429, Map.of("Retry-After", "7"), new byte[0], "RateLimited PT7S"),
      new Fixture(
          "f26 Retry-After and JSON",
          429,
          Map.of("Content-Type", "application/json", "Retry-After", "9"),
          utf8("{'error':{'message':'slow down','type':'rate_limit','code':''}}"),
          "RateLimited PT9S"),
      json(
          "f27 panic",
          500,
          "{'error':{'message':'Panic detected','type':'new_api_panic'}}",
          "GatewayUnavailable"),
      html("f28 502", 502, "GatewayUnavailable"),
      html("f28 503", 503, "GatewayUnavailable"),
      html("f28 504", 504, "GatewayUnavailable"),
      html("f28 524", 524, "GatewayUnavailable"),
      json(
          "f29 database",
          500,
          "{'code':'get_task_failed','message':'m','data':null}",
          "GatewayUnavailable"),
      ok("f30 cut", "{'code':'success','data':{'task", "MalformedResponse"),
      ok(
          "duplicate keys",
          "{'code':'success','data':{'status':'QUEUED','status':'SUCCESS'}}",
          "MalformedResponse"),
      ok(
          "duplicate names in an error",
          "{'code':'error','code':'success','data':{'status':'QUEUED'}}",
          "MalformedResponse"),
      task(
          "duplicate names in the upstream's report",
          "'status':'QUEUED','data':{'output':{'task_status':'A','task_status':'B'},'x':1,'x':null}",
          "QUEUED "),
      task(
          "NaN in the upstream's report",
          "'status':'QUEUED','progress':'20%','data':{'usage':{'duration':NaN,'SR':-Infinity}}",
          "QUEUED 20% usage null null null"),
      task(
          "a number of any length in the upstream's report",
          "'status':'QUEUED','data':{'seed':" + "7".repeat(5_000) + "}",
          "QUEUED "),
      task(
          "a reason that is an object",
          "'status':'FAILURE','fail_reason':{'code':'InvalidParameter','message':'Too long'}",
          "FAILURE  InvalidParameter: Too long"),
      task(
          "a reason that is JSON in a text",
          "'status':'FAILURE','fail_reason':'{\\'code\\':\\'X\\',\\'message\\':\\'why\\'}'",
          "FAILURE  X: why"),
      ok(
          "a flat body",
          "{'id':'asyntask_A','object':'video','status':'completed','progress':100,'video_url':'https://h/1'}",
          "completed 100 https://h/1"),
      ok(
          "a flat body of a failure",
          "{'task_id':'asyntask_A','status':'failed','error':{'code':'X','message':'why'}}",
          "failed  X: why"),
      ok(
          "a flat body about another task",
          "{'id':'asyntask_B','status':'completed','video_url':'https://h/1'}",
          "MalformedResponse"),
      json("a conflict", 409, "{'code':'conflict'}", "GatewayUnavailable"),
      html("a proxy that requires a password", 407, "ProxyAuthentication"),
      ok("deep nesting", "[".repeat(200_000), "MalformedResponse"),
      task(
          "deep nesting, closed, in the upstream's report",
          "'status':'QUEUED','data':" + "[".repeat(2_000) + "]".repeat(2_000),
          "MalformedResponse"),
      ok(
          "a huge number",
          "{'code':'success','data':{'status':'QUEUED','submit_time':1e999999}}",
          "QUEUED "),
      ok("a byte order mark", "\uFEFF{'code':'success','data':{'status':'QUEUED'}}", "QUEUED "),
      new Fixture(
          "invalid UTF-8",
          200,
          Map.of("Content-Type", "application/json"),
          "{\"code\":\"success\",\"data\":{\"status\":\"\u00c3(\"}}"
              .getBytes(StandardCharsets.ISO_8859_1),
          "MalformedResponse"),
      new Fixture(
          "a prompt that is cut within a character",
          200,
          Map.of("Content-Type", "application/json"),
          bytes(
              "{'code':'success','data':{'status':'QUEUED','data':{'output':{'orig_prompt':'\u00e7\u008c'}}}}"),
          "QUEUED "),
      new Fixture(
          "a surrogate pair in a prompt, encoded as two characters",
          200,
          Map.of("Content-Type", "application/json"),
          bytes("{'code':'success','data':{'status':'QUEUED','data':{'output':{'orig_prompt':"
              + "'\u00ed\u00a0\u00bd\u00ed\u00b0\u00b1'}}}}"),
          "QUEUED "),
      new Fixture(
          "a cut prompt of a failure without a reason",
          200,
          Map.of("Content-Type", "application/json"),
          bytes("{'code':'success','data':{'status':'FAILURE','data':{'output':{"
              + "'code':'X','message':'why','orig_prompt':'\u00e7\u008c'}}}}"),
          "FAILURE  X: why"),
      new Fixture(
          "UTF-16",
          200,
          Map.of("Content-Type", "application/json"),
          "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}"
              .getBytes(StandardCharsets.UTF_16),
          "MalformedResponse"),
      new Fixture(
          "UTF-16 without a mark",
          200,
          Map.of("Content-Type", "application/json"),
          "{\"code\":\"success\",\"data\":{\"status\":\"QUEUED\"}}"
              .getBytes(StandardCharsets.UTF_16BE),
          "MalformedResponse"),
      new Fixture(
          "JSON that claims to be HTML",
          200,
          Map.of("Content-Type", "text/html"),
          utf8("{'code':'success','data':{'status':'QUEUED'}}"),
          "QUEUED "),
      new Fixture(
          "HTML that claims to be JSON",
          404,
          Map.of("Content-Type", "application/json"),
          utf8("\n<html>"),
          "WrongEndpoint"),
      new Fixture(
          "an unknown task in JSON that claims to be HTML",
          404,
          Map.of("Content-Type", "text/html"),
          utf8("{'code':'task_not_exist'}"),
          "TaskNotFound"),
      new Fixture(
          "a picture",
          200,
          Map.of("Content-Type", "image/png"),
          new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
          "MalformedResponse"),
      new Fixture(
          "gzip",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
          encoded(QUEUED, GZIPOutputStream::new),
          "QUEUED 20%"),
      new Fixture(
          "gzip without a header",
          200,
          Map.of("Content-Type", "application/json"),
          encoded(QUEUED, GZIPOutputStream::new),
          "QUEUED 20%"),
      new Fixture(
          "deflate",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "deflate"),
          encoded(QUEUED, DeflaterOutputStream::new),
          "QUEUED 20%"),
      new Fixture(
          "raw deflate",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "deflate"),
          encoded(QUEUED, to -> new DeflaterOutputStream(to, new Deflater(9, true))),
          "QUEUED 20%"),
      new Fixture(
          "gzip of an unknown task",
          404,
          Map.of("Content-Encoding", "gzip"),
          encoded("{'code':'task_not_exist'}", GZIPOutputStream::new),
          "TaskNotFound"),
      new Fixture(
          "brotli",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "br"),
          new byte[] {(byte) 0x8b, 2, (byte) 0x80},
          "MalformedResponse"),
      new Fixture(
          "zeros in gzip",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
          gzip(1),
          "MalformedResponse"),
      new Fixture(
          "a gzip bomb",
          200,
          Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
          gzip(512),
          "MalformedResponse"),
      new Fixture(
          "gzip of an error",
          502,
          Map.of("Content-Encoding", "gzip"),
          gzip(1),
          "GatewayUnavailable"),
      new Fixture(
          "a redirect",
          302,
          Map.of("Location", "https://elsewhere/"),
          new byte[0],
          "WrongEndpoint"));

  private static Fixture task(String name, String members, String meaning) {
    return ok(name, "{'code':'success','message':'','data':{" + members + "}}", meaning);
  }

  private static Fixture ok(String name, String body, String meaning) {
    return json(name, 200, body, meaning);
  }

  private static Fixture json(String name, int status, String body, String meaning) {
    return new Fixture(
        name, status, Map.of("Content-Type", "application/json"), utf8(body), meaning);
  }

  private static Fixture html(String name, int status, String meaning) {
    return new Fixture(
        name, status, Map.of("Content-Type", "text/html"), utf8("<html>nginx</html>"), meaning);
  }

  /** Returns one byte for each character of a text. */
  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] utf8(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private interface Encoder {
    OutputStream around(OutputStream to) throws IOException;
  }

  private static byte[] encoded(String text, Encoder encoder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream encoding = encoder.around(bytes)) {
      encoding.write(utf8(text));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  /** Returns some MiB of zeros, compressed. */
  private static byte[] gzip(int mebibytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < mebibytes; i++) {
        zip.write(zeros);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  private final VirtualTime time = VirtualTime.lenient(Instant.parse("2026-04-28T02:37:42Z"));
  private final CannedGateway gateway = new CannedGateway();
  private final FeignTaskQuery tasks =
      FeignTaskQuery.builder(KEY).baseUrl(gateway.url()).time(time).build();

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  @ParameterizedTest
  @FieldSource("FIXTURES")
  void has_the_expected_meaning(Fixture fixture) {
    gateway.responds(fixture.status(), fixture.headers(), fixture.body());

    assertThat(meaning()).isEqualTo(fixture.meaning());
  }

  private String meaning() {
    try {
      VideoTask task = tasks.query(ID);
      return task.rawStatus() + " " + task.progress() + linkOf(task) + failureOf(task)
          + usageOf(task);
    } catch (QueryException error) {
      String id = error.details().requestId();
      return error.getClass().getSimpleName().replace("Exception", "")
          + (id == null ? "" : " " + id)
          + (error.retryAfter() == null ? "" : " " + error.retryAfter());
    }
  }

  private static String linkOf(VideoTask task) {
    return task.link() == null ? "" : " " + task.link().reveal();
  }

  private static String failureOf(VideoTask task) {
    TaskFailure failure = task.failure();
    return failure == null ? "" : " " + failure.code() + ": " + failure.message();
  }

  private static String usageOf(VideoTask task) {
    Usage usage = task.upstream() == null ? null : task.upstream().usage();
    return usage == null
        ? ""
        : " usage " + usage.resolution() + " " + usage.duration() + " "
            + usage.inputVideoDuration();
  }

  @Test
  void a_thousand_errors_leave_no_connection_open() {
    gateway.responds(422, new LinkedHashMap<>(), "x".repeat(5_000));

    for (int query = 0; query < 1_000; query++) {
      assertThat(meaning()).isEqualTo("QueryRejected");
    }

    assertThat(gateway.connections).hasSizeLessThanOrEqualTo(3);
  }
}
