package io.happyhorse.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskValuesTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:39:21Z");

  @Nested
  class Progress_text {
    @ParameterizedTest
    @CsvSource({
      "0%, 0",
      "50%, 50",
      "100%, 100",
      "' 37 % ', 37",
      "50, 50",
      "0.5, 0",
      "99.9%, 99",
      "100.0, 100"
    })
    void has_a_percentage_rounded_down(String text, int percent) {
      assertThat(new Progress(text).percent()).hasValue(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101%", "100.1", "999", "-5%", "half", "1e2", "5%5", "1000%"})
    void has_no_percentage_if_it_is_anything_else(String text) {
      assertThat(new Progress(text).percent()).isEmpty();
      assertThat(new Progress(text)).hasToString(text);
    }
  }

  @Nested
  class A_failure {
    @Test
    void in_the_usual_form_has_a_code_and_a_message() {
      TaskFailure failure = new TaskFailure(
          "task failed, code: InvalidParameter, message: Field required: input.prompt");

      assertThat(failure.code()).isEqualTo("InvalidParameter");
      assertThat(failure.message()).isEqualTo("Field required: input.prompt");
    }

    @Test
    void of_the_stock_gateway_has_a_blank_before_the_comma() {
      TaskFailure failure =
          new TaskFailure("task failed, code: DataInspectionFailed , message: Two\nlines");

      assertThat(failure.code()).isEqualTo("DataInspectionFailed");
      assertThat(failure.message()).isEqualTo("Two\nlines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "task failed", "任务超时（1440分钟）", "code: X, message: Y"})
    void of_any_other_form_is_its_own_message(String raw) {
      assertThat(new TaskFailure(raw).code()).isNull();
      assertThat(new TaskFailure(raw).message()).isEqualTo(raw);
    }

    @Test
    void may_have_a_code_and_a_message_from_separate_fields() {
      TaskFailure failure = new TaskFailure("{\"code\":\"X\"}", "X", "");

      assertThat(failure.code()).isEqualTo("X");
      assertThat(failure.message()).isEmpty();
      assertThat(failure).hasToString("{\"code\":\"X\"}");
    }

    @Test
    void hides_the_secrets_of_a_url_in_its_text() {
      assertThat(new TaskFailure("cannot load https://host/in.mp4?Signature=secret now"))
          .hasToString("cannot load https://host/in.mp4?... now");
      assertThat(new TaskFailure(" ")).hasToString("no reason given");
    }
  }

  @Nested
  class A_timeline {
    @Test
    void reads_unix_seconds_and_treats_zero_as_not_yet_known() {
      Timeline timeline = Timeline.ofUnixTimes(1_777_343_862, 0, -1);

      assertThat(timeline)
          .isEqualTo(new Timeline(Instant.ofEpochSecond(1_777_343_862), null, null));
      assertThat(timeline.total()).isNull();
      assertThat(timeline.rendering()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "1777343862, 2026-04-28T02:37:42Z",
      "1777343862625, 2026-04-28T02:37:42.625Z",
      "1777343862625001, 2026-04-28T02:37:42.625001Z",
      "99999999999, 5138-11-16T09:46:39Z",
      "100000000000, 1973-03-03T09:46:40Z"
    })
    void recognizes_the_unit_of_a_time_by_its_size(long unixTime, Instant instant) {
      assertThat(Timeline.ofUnixTimes(unixTime, unixTime, unixTime))
          .isEqualTo(new Timeline(instant, instant, instant));
    }

    @Test
    void shares_the_times_of_tasks_of_the_same_second() {
      Timeline timeline = Timeline.ofUnixTimes(1_777_343_862, 0, 0);

      assertThat(Timeline.ofUnixTimes(1_777_343_861, 1_777_343_862, 0).startedAt())
          .isSameAs(timeline.submittedAt());
    }

    /** Each of the seconds is followed by one of the same remainder of the hour. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3_599, 3_600, 3_601, 1_777_343_862, 99_999_996_399L})
    void has_the_exact_second(long unixTime) {
      for (long time : new long[] {unixTime, unixTime + 3_600, unixTime}) {
        assertThat(Timeline.ofUnixTimes(time, 0, 0).submittedAt())
            .isEqualTo(Instant.ofEpochSecond(time));
      }
    }

    @Test
    void measures_the_total_and_the_rendering_time() {
      Timeline timeline = Timeline.ofUnixTimes(1_777_343_862, 1_777_343_866, 1_777_343_961);

      assertThat(timeline.total()).isEqualTo(Duration.ofSeconds(99));
      assertThat(timeline.rendering()).isEqualTo(Duration.ofSeconds(95));
    }

    @Test
    void measures_nothing_if_times_are_out_of_order_or_out_of_range() {
      assertThat(Timeline.ofUnixTimes(10, 0, 9).total()).isNull();
      assertThat(Timeline.ofUnixTimes(Long.MAX_VALUE, 100_000_000_000_000_000L, 0))
          .isEqualTo(Timeline.UNKNOWN);
    }
  }

  @Nested
  class An_upstream_time {
    @Test
    void is_eight_hours_ahead_of_utc() {
      assertThat(new UpstreamTime("2026-04-28 10:37:42.625").instant())
          .isEqualTo(Instant.parse("2026-04-28T02:37:42.625Z"));
      assertThat(new UpstreamTime(" 2026-04-28 10:37:42 ").instant())
          .isEqualTo(Instant.parse("2026-04-28T02:37:42Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30 10:37:42.625", "2026-04-28T10:37:42Z"})
    void of_another_form_is_kept_as_text(String text) {
      assertThat(new UpstreamTime(text).instant()).isNull();
      assertThat(new UpstreamTime(text)).hasToString(text);
    }
  }

  @Nested
  class A_link {
    @Test
    void is_stored_unchanged_and_hidden_in_its_text_form() {
      String url =
          "https://h.oss-accelerate.aliyuncs.com/1d/a_refiner.mp4?Expires=1777430351&Signature=a%2Bb%3D";

      ResultLink link = linkOf(url);

      assertThat(link.reveal()).hasToString(url);
      assertThat(link)
          .hasToString("https://h.oss-accelerate.aliyuncs.com/... (expires 2026-04-29T02:39:11Z)");
      assertThat(link)
          .isEqualTo(linkOf(url))
          .hasSameHashCodeAs(linkOf(url))
          .isNotEqualTo(linkOf(url + "x"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "task failed",
          "/v1/videos/x/content",
          "ftp://h/x",
          "file:///etc/passwd",
          "https:///x",
          "http://",
          "data:video/mp4;base64,AAAA",
          "https://h i/a",
          "https://h|i/a",
          "https://h\\evil.example/a",
          "https:\\\\h\\a",
          "https://h/a\nb",
          "see https://h/a"
        })
    void is_an_absolute_http_url_or_none(String text) {
      assertThat(ResultLink.parse(text, null, NOW)).isNull();
    }

    @Test
    void is_none_without_text() {
      assertThat(ResultLink.parse(null, null, NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
      "Expires=1777430351, 2026-04-29T02:39:11Z",
      "a=1&expires=1777430351&b, 2026-04-29T02:39:11Z",
      "x-oss-date=20260428T023921Z&x-oss-expires=3600, 2026-04-28T03:39:21Z",
      "X-Amz-Date=20260428T023921Z&X-Amz-Expires=60&X-Amz-Signature=x, 2026-04-28T02:40:21Z",
      "X-Goog-Date=20260428T023921Z&X-Goog-Expires=60, 2026-04-28T02:40:21Z",
      "sv=2024&se=2026-04-29T02%3A39%3A21Z&sig=x, 2026-04-29T02:39:21Z",
      "se=2026-04-29T02:39:21Z&sp=r, 2026-04-29T02:39:21Z"
    })
    void reports_its_own_expiry(String query, Instant expiry) {
      ResultLink link = linkOf("https://h/v.mp4?" + query);

      assertThat(link.expiresAt()).isEqualTo(expiry);
      assertThat(link.expirySource()).isEqualTo(LinkExpiry.Source.URL);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "?",
          "?Expires=...",
          "?Expires=",
          "?NotExpires=1",
          "?Expires=99999999999999999999",
          "?expires=86400&Signature=x",
          "?se=tomorrow",
          "?x-oss-date=never&x-oss-expires=5",
          "?x-oss-expires=86400"
        })
    void expires_after_a_day_if_its_url_has_no_expiry(String query) {
      Instant finishedAt = NOW.minusSeconds(60);

      ResultLink known =
          Objects.requireNonNull(ResultLink.parse("https://h/v.mp4" + query, finishedAt, NOW));
      ResultLink unknown = linkOf("https://h/v.mp4" + query);

      assertThat(known.expiresAt()).isEqualTo(finishedAt.plus(Duration.ofDays(1)));
      assertThat(known.expirySource()).isEqualTo(LinkExpiry.Source.FINISH_TIME);
      assertThat(unknown.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(1)));
      assertThat(unknown.expirySource()).isEqualTo(LinkExpiry.Source.FIRST_SEEN);
    }

    private ResultLink linkOf(String url) {
      return Objects.requireNonNull(ResultLink.parse(url, null, NOW));
    }
  }

  @Nested
  class A_value_that_may_be_undocumented {
    @Test
    void reports_whether_it_is_documented_and_keeps_its_text() {
      assertThat(new TaskAction("omniGenerate"))
          .isEqualTo(TaskAction.OMNI_GENERATE)
          .hasToString("omniGenerate");
      assertThat(TaskAction.OMNI_GENERATE.isDocumented()).isTrue();
      assertThat(new TaskAction("remixGenerate").isDocumented()).isFalse();
      assertThat(new UpstreamStatus("CANCELED"))
          .isEqualTo(UpstreamStatus.CANCELED)
          .hasToString("CANCELED");
      assertThat(UpstreamStatus.UNKNOWN.isDocumented()).isTrue();
      assertThat(new UpstreamStatus("SUSPENDED").isDocumented()).isFalse();
    }
  }

  @Test
  void a_report_shows_neither_prompt_nor_link() {
    UpstreamReport report = new UpstreamReport(
        "e45a", UpstreamStatus.RUNNING, null, null, null, "a secret prompt", null, "r", null);

    assertThat(report).hasToString("UpstreamReport[e45a RUNNING]");
  }

  @Test
  void a_link_expires_a_day_from_now_if_a_day_after_the_finish_time_is_out_of_range() {
    ResultLink link = Objects.requireNonNull(ResultLink.parse("https://h/v.mp4", Instant.MAX, NOW));

    assertThat(link.expirySource()).isEqualTo(LinkExpiry.Source.FIRST_SEEN);
  }

  @Test
  void queries_of_urls_are_removed_from_any_text() {
    assertThat(Redactor.withoutQueries("{\"u\":\"https:\\/\\/h\\/v.mp4?Signature=secret\"}"))
        .isEqualTo("{\"u\":\"https:\\/\\/h\\/v.mp4?...\"}");
    assertThat(URI.create("https://h/a")).hasToString(Redactor.withoutQueries("https://h/a"));
    assertThat(Redactor.withoutQueries(
            "{\"a\":\"HTTPS://h/x?k=1\\u0026s=2\",\"b\":\"http://i?q\"} ok?"))
        .isEqualTo("{\"a\":\"HTTPS://h/x?...\",\"b\":\"http://i?...\"} ok?");
  }

  @Test
  void common_values_are_shared() {
    assertThat(TaskAction.of("generate")).isSameAs(TaskAction.GENERATE);
    assertThat(TaskAction.of("other")).isEqualTo(new TaskAction("other"));
    assertThat(Progress.of("50%")).isSameAs(Progress.of("50%")).isEqualTo(new Progress("50%"));
    assertThat(Progress.of("soon")).isEqualTo(new Progress("soon"));
  }
}
