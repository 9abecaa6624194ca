package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageErrorBodyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OSS    | 403 | <Error><Code>AccessDenied</Code><Message>Request has expired.</Message><Expires>2012-12-25</Expires></Error>",
        "OSS EC | 403 | <Error><Code>AccessDenied</Code><Message>No.</Message><EC>0002-00000069</EC></Error>",
        "S3     | 403 | <Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
        "S3 STS | 400 | <Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>",
        "R2     | 400 | <Error><Code>ExpiredRequest</Code><Message>Request is too old.</Message></Error>",
        "STS    | 403 | <Error><Code>SecurityTokenExpired</Code><Message>Get a new one.</Message></Error>",
        "Azure  | 403 | <Error><Code>AuthenticationFailed</Code><Message>Server failed.</Message><AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [x]</AuthenticationErrorDetail></Error>",
        "JSON   | 403 | {\"Code\":\"AccessDenied\",\"Message\":\"Request has expired\"}",
        "JSON   | 410 | {\"error\":{\"code\":\"gone\",\"message\":\"This link is expired\"}}",
        "HTML   | 403 | <html>URL expired</html>",
        "Qiniu  | 403 | {\"error\":\"token expired\"}",
        "BOS    | 400 | {\"code\":\"RequestExpired\",\"message\":\"Request was expired.\"}",
        "CDN    | 403 | denied by req auth: expired timestamp",
        "JSON   | 403 | {\"message\":\"URL signature expired\"}",
        "JSON   | 403 | {\"message\":\"链接已过期\"}",
        "JSON   | 401 | {\"message\":\"The signature has expired\"}"
      })
  void reports_that_the_link_has_expired(String host, int status, String body) {
    assertThat(StorageErrorBody.of(body).isExpiry(status)).as(host).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | <Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
        "403 | <Error><Code>SignatureDoesNotMatch</Code><StringToSign>GET Expires=1</StringToSign></Error>",
        "403 | ''",
        "401 | {\"message\":\"Unauthorized\"}",
        "404 | <Error><Code>NoSuchKey</Code><Message>The object has expired.</Message></Error>",
        "503 | <Error><Message>Request has expired.</Message></Error>"
      })
  void reports_another_error(int status, String body) {
    assertThat(StorageErrorBody.of(body).isExpiry(status)).isFalse();
  }

  @Test
  void is_quoted_by_its_code_and_message_only() {
    assertThat(StorageErrorBody.of("<Error><Code>A</Code><Message>B c.</Message>"
                + "<StringToSign>secret</StringToSign></Error>")
            .message())
        .isEqualTo("A B c.");
    assertThat(StorageErrorBody.of("{\"error\": {\"message\" : \"B c.\", \"code\":\"A\"}}")
            .message())
        .isEqualTo("A B c.");
    assertThat(StorageErrorBody.of(
                "<Code>A</Code><AuthenticationErrorDetail>D</AuthenticationErrorDetail>")
            .message())
        .isEqualTo("A  D");
    assertThat(StorageErrorBody.of("<StringToSign>secret</StringToSign>").message())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error code: 1020         | error code: 1020",
        "'\n Bandwidth used up.\r\nSee https://x' | Bandwidth used up.",
        "超出流量                   | 超出流量",
        "[]                       | ''",
        "{\"error\":1}            | ''",
        "\"secret\"               | ''",
        "<html>Not here</html>    | ''",
        "''                       | ''"
      })
  void is_quoted_by_its_first_line_if_it_is_plain_text(String body, String quoted) {
    assertThat(
            StorageErrorBody.of(body.replace("\\n", "\n").replace("\\r", "\r")).message())
        .isEqualTo(quoted);
  }

  @Test
  void is_not_quoted_if_it_is_binary() throws IOException {
    assertThat(StorageErrorBody.read(new ByteArrayInputStream(new byte[] {'a', 0, 1, 'b'}))
            .message())
        .isEmpty();
    assertThat(StorageErrorBody.read(new ByteArrayInputStream(new byte[] {(byte) 0x89, 'P'}))
            .message())
        .isEmpty();
  }

  @Test
  void is_read_if_it_is_compressed() throws IOException {
    byte[] body = gzip("<Code>AccessDenied</Code><Message>Request has expired.</Message>");

    StorageErrorBody read = StorageErrorBody.read(new ByteArrayInputStream(body));

    assertThat(read.message()).isEqualTo("AccessDenied Request has expired.");
    assertThat(read.isExpiry(403)).isTrue();
  }

  @Test
  void is_read_as_far_as_it_can_be_decoded() throws IOException {
    byte[] body = gzip("<Code>AccessDenied</Code>" + "\n".repeat(9_000));

    assertThat(StorageErrorBody.read(new ByteArrayInputStream(body, 0, body.length - 9))
            .message())
        .isEqualTo("AccessDenied");
    assertThat(StorageErrorBody.read(new ByteArrayInputStream(new byte[] {0x1f, (byte) 0x8b}))
            .message())
        .isEmpty();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressed = new GZIPOutputStream(bytes)) {
      compressed.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
