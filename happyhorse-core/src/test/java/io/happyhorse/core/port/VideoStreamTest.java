package io.happyhorse.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoStreamTest {
  private static VideoStream answer(Map<String, String> headers) {
    return VideoStream.of(206, headers::get, InputStream.nullInputStream());
  }

  @Test
  void tells_what_the_headers_say() {
    VideoStream answer = answer(Map.of(
        "Content-Range", "bytes 10-43/44",
        "Content-Length", "34",
        "ETag", "\"ABC\"",
        "x-oss-hash-crc64ecma", "18446744073709551615",
        "Date", "Tue, 28 Apr 2026 02:37:42 GMT",
        "x-oss-request-id", "R"));

    assertThat(answer.range()).isEqualTo(new VideoStream.Range(10, 43, 44L));
    assertThat(answer.length()).isEqualTo(34);
    assertThat(answer.total()).isEqualTo(44);
    assertThat(answer.eTag()).isEqualTo("\"ABC\"");
    assertThat(answer.checksum()).isEqualTo(-1);
    assertThat(answer.date()).isEqualTo(Instant.parse("2026-04-28T02:37:42Z"));
    assertThat(answer.requestId()).isEqualTo("R");
    assertThat(answer).hasToString("VideoStream[HTTP 206]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "bytes 1-2", "bytes */44", "lines 1-2/3", "bytes 1-99999999999999999999/*"})
  void takes_a_range_that_cannot_be_read_for_none(String header) {
    assertThat(answer(Map.of("Content-Range", header)).range()).isNull();
  }

  @Test
  void takes_what_cannot_be_read_for_not_said() {
    VideoStream answer = answer(Map.of(
        "Content-Range", "bytes 0-1/*",
        "Content-Length", "-1",
        "ETag", "W/\"weak\"",
        "x-oss-hash-crc64ecma", "18446744073709551616",
        "Date", "soon"));

    assertThat(answer.total()).isNull();
    assertThat(answer.length()).isNull();
    assertThat(answer.eTag()).isNull();
    assertThat(answer.checksum()).isNull();
    assertThat(answer.date()).isNull();
  }
}
