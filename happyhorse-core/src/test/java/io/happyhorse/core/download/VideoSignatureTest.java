package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoSignatureTest {
  private static @Nullable String problem(String head, @Nullable String type) {
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    return VideoSignature.problem(bytes, bytes.length, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "uuid", "pnot"})
  void an_mp4_file_is_accepted_with_any_type(String box) {
    for (String type : new String[] {
      "video/mp4",
      "application/json",
      "text/html",
      "application/xml",
      "application/octet-stream",
      ""
    }) {
      assertThat(problem("\0\0\0\u0018" + box + "isom", type)).as(type).isNull();
    }
    assertThat(problem("\0\0\0\u0018" + box + "isom", null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"error\":{}}', {",
    "'[]', [",
    "'<Error><Code>AccessDenied</Code></Error>', <",
    "'\r\n\t <!doctype html>', <",
    "'\u00ef\u00bb\u00bf {}', {",
    "'\u00ff\u00fe<\0?\0', <",
    "'\u00fe\u00ff\0<\0?', <",
    "'{\"a:free\"}', {"
  })
  void json_and_markup_are_refused_with_any_type(String head, String first) {
    for (String type : new String[] {"video/mp4", "application/octet-stream", "text/html", ""}) {
      assertThat(problem(head, type))
          .as(type)
          .isEqualTo("it begins with " + first + ", like JSON or a web page");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\u001f\u008b\b\0', gzip",
    "'\u0089PNG\r\n\u001a\n', PNG",
    "'\u00ff\u00d8\u00ff\u00e0', JPEG",
    "'GIF89a\0', GIF",
    "'%PDF-1.7\n%\u00e2', PDF",
    "'PK\u0003\u0004', ZIP"
  })
  void other_files_are_refused_if_the_type_is_unspecific(String head, String kind) {
    assertThat(problem(head, "application/octet-stream"))
        .isEqualTo("it begins as a " + kind + " file does");
    assertThat(problem(head, null)).isEqualTo("it begins as a " + kind + " file does");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: gone",
        "#EXTM3U\n#EXT-X-VERSION:3\nseg0.ts\n",
        "Zugriff verweigert: überfällig"
      })
  void text_is_refused_if_the_type_is_unspecific(String text) {
    assertThat(problem(text, "application/octet-stream")).isEqualTo("it is text");
  }

  @Test
  void an_empty_or_blank_body_is_refused() {
    assertThat(problem("", "video/mp4")).isEqualTo("it is empty");
    assertThat(problem("", null)).isEqualTo("it is empty");
    assertThat(problem(" \r\n", null)).isEqualTo("it contains only white space");
    assertThat(problem("\u00ef\u00bb\u00bf", null)).isEqualTo("it contains only white space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/mp4",
        "VIDEO/MP4; codecs=avc1",
        "application/mp4",
        "text/plain",
        "application/json",
        "application/problem+xml"
      })
  void only_mp4_is_accepted_with_a_type_of_mp4_or_text(String type) {
    assertThat(problem("Access denied", type)).isEqualTo("it does not begin like an MP4 file");
    assertThat(problem("\u001aE\u00df\u00a3webm", type)).isNotNull();
    assertThat(problem("\0\0\0\u0018FTYP", type)).isNotNull();
    assertThat(problem("\0\0\0\u0018fty", type)).isNotNull();
  }

  @Test
  void other_videos_are_accepted_with_another_type() {
    assertThat(problem("\u001aE\u00df\u00a3webm", "video/webm")).isNull();
    assertThat(problem("\u001aE\u00df\u00a3webm", "application/octet-stream")).isNull();
    assertThat(problem("\u001aE\u00df\u00a3webm", null)).isNull();
  }

  @Test
  void bytes_after_the_given_length_are_ignored() {
    assertThat(VideoSignature.problem(new byte[] {0, '{', 'a'}, 1, null)).isNull();
    assertThat(VideoSignature.problem(new byte[] {'a', 0}, 1, null)).isEqualTo("it is text");
  }
}
