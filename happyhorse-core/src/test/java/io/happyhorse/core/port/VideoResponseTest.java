package io.happyhorse.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoResponseTest {
  private static final Instant NOW = Instant.parse("2026-04-28T02:37:40Z");

  private static VideoResponse response(Map<String, String> headers) {
    return VideoResponse.of(206, headers::get, InputStream.nullInputStream());
  }

  @Test
  void returns_the_values_of_the_headers() {
    VideoResponse response = response(Map.of(
        "Content-Range", "bytes 10-43/44",
        "Content-Length", "34",
        "Content-Encoding", "identity",
        "ETag", "\"ABC\"",
        "x-oss-hash-crc64ecma", "18446744073709551615",
        "Date", "Tue, 28 Apr 2026 02:37:42 GMT",
        "Retry-After", "Tue, 28 Apr 2026 02:37:45 GMT",
        "x-oss-request-id", "R"));

    assertThat(response.hasRange()).isTrue();
    assertThat(response.range()).isEqualTo(new VideoResponse.Range(10, 43, 44L));
    assertThat(response.length()).isEqualTo(34);
    assertThat(response.contentEncoding()).isEqualTo("identity");
    assertThat(response.eTag()).isEqualTo("\"ABC\"");
    assertThat(response.checksum()).isEqualTo(-1);
    assertThat(response.date()).isEqualTo(Instant.parse("2026-04-28T02:37:42Z"));
    assertThat(response.retryAfter(NOW)).isEqualTo(Duration.ofSeconds(3));
    assertThat(response.requestId()).isEqualTo("R");
    assertThat(response).hasToString("VideoResponse[HTTP 206]");
  }

  @ParameterizedTest
  @CsvSource({
    "200, bytes, true",
    "200, ' Bytes ', true",
    "200, 'pages, bytes', true",
    "200, none, false",
    "200, kilobytes, false",
    "200, , false",
    "206, , true"
  })
  void reports_whether_the_host_serves_parts(int status, @Nullable String units, boolean accepts) {
    Map<String, String> headers = units == null ? Map.of() : Map.of("Accept-Ranges", units);

    assertThat(VideoResponse.of(status, headers::get, InputStream.nullInputStream())
            .acceptsRanges())
        .isEqualTo(accepts);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 10-43/44, 34",
    "Bytes 10-43/44, 34",
    "bytes=10-43/44, 34",
    "' bytes  0-0/* ', 1"
  })
  void reads_the_variants_of_a_range(String header, long length) {
    VideoResponse.Range range =
        Objects.requireNonNull(response(Map.of("Content-Range", header)).range());

    assertThat(range.length()).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes 1-2",
        "bytes */44",
        "lines 1-2/3",
        "bytes 1-99999999999999999999/*",
        "bytes 5-4/44",
        "bytes 5-44/44"
      })
  void has_no_range_if_it_is_unreadable_or_impossible(String header) {
    VideoResponse response = response(Map.of("Content-Range", header));

    assertThat(response.range()).isNull();
    assertThat(response.hasRange()).isTrue();
  }

  @Test
  void treats_unreadable_headers_as_absent() {
    VideoResponse response = response(Map.of(
        "Content-Length", "-1",
        "ETag", " W/\"weak\"",
        "x-oss-hash-crc64ecma", "18446744073709551616",
        "Retry-After", "later",
        "Date", "soon"));

    assertThat(response.hasRange()).isFalse();
    assertThat(response.length()).isNull();
    assertThat(response.eTag()).isNull();
    assertThat(response.checksum()).isNull();
    assertThat(response.retryAfter(NOW)).isNull();
    assertThat(response.date()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-oss-request-id", "x-amz-request-id", "x-ms-request-id"})
  void has_the_request_id_of_any_storage_host(String header) {
    assertThat(response(Map.of(header, "R")).requestId()).isEqualTo("R");
  }

  @Test
  void counts_Retry_After_from_now_if_there_is_no_date() {
    VideoResponse response = response(Map.of("Retry-After", "Tue, 28 Apr 2026 02:37:45 GMT"));

    assertThat(response.retryAfter(NOW)).isEqualTo(Duration.ofSeconds(5));
  }
}
