package io.happyhorse.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.wire.ContentCoding.Decoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {
  private static final String TEXT = "{\"code\":\"success\",\"data\":\"猫\"}";

  /** Creates a stream that encodes the bytes written to it. */
  private interface Encoder {
    OutputStream around(OutputStream to) throws IOException;
  }

  static byte[] gzip(String text) {
    return encoded(text, GZIPOutputStream::new);
  }

  private static byte[] deflate(String text, boolean raw) {
    return encoded(
        text, to -> new DeflaterOutputStream(to, new Deflater(Deflater.DEFAULT_COMPRESSION, raw)));
  }

  private static byte[] encoded(String text, Encoder encoder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream encoding = encoder.around(bytes)) {
      encoding.write(text.getBytes(UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void assertPlain(@Nullable String header, byte[] body) {
    Decoded decoded = ContentCoding.decode(header, body);

    assertThat(decoded.coding()).isNull();
    assertThat(decoded.body()).asString(UTF_8).isEqualTo(TEXT);
  }

  private static void assertEncoded(String header, byte[] body, String coding) {
    Decoded decoded = ContentCoding.decode(header, body);

    assertThat(decoded.coding()).isEqualTo(coding);
    assertThat(decoded.body()).isEqualTo(body);
  }

  @Nested
  class A_plain_body {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "identity", "Identity"})
    void is_unchanged(@Nullable String header) {
      assertPlain(header, TEXT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd", "utf-8", "aws-chunked"})
    void is_unchanged_even_if_the_header_names_a_coding(String header) {
      assertPlain(header, TEXT.getBytes(UTF_8));
    }

    @Test
    void may_be_empty() {
      assertThat(ContentCoding.decode("gzip", new byte[0]).body()).isEmpty();
      assertThat(ContentCoding.decode("gzip", new byte[0]).coding()).isNull();
    }
  }

  @Nested
  class A_compressed_body {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"gzip", "GZip", "x-gzip", "identity"})
    void in_gzip_is_decoded_with_or_without_a_header(@Nullable String header) {
      assertPlain(header, gzip(TEXT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void in_deflate_is_decoded_with_or_without_a_zlib_header(boolean raw) {
      assertPlain("deflate", deflate(TEXT, raw));
    }

    @Test
    void in_deflate_is_decoded_even_if_it_begins_with_a_brace() {
      byte[] body = deflate("\uFEFF" + TEXT, true);

      assertThat(body).startsWith('{');
      assertThat(ContentCoding.decode("deflate", body).body())
          .asString(UTF_8)
          .isEqualTo("\uFEFF" + TEXT);
    }

    @Test
    void is_decoded_up_to_one_byte_more_than_the_maximum_length() {
      assertThat(ContentCoding.decode("gzip", gzip(" ".repeat(10 << 20))).body())
          .hasSize(GatewayResponse.MAX_BODY + 1);
      assertThat(ContentCoding.decode("deflate", deflate(" ".repeat(10 << 20), false))
              .body())
          .hasSize(GatewayResponse.MAX_BODY + 1);
      assertThat(ContentCoding.decode("deflate", deflate(" ".repeat(10 << 20), true))
              .body())
          .hasSize(GatewayResponse.MAX_BODY + 1);
    }
  }

  @Nested
  class A_body_that_cannot_be_decoded {
    @Test
    void has_an_unknown_coding() {
      assertEncoded(" BR ", new byte[] {(byte) 0x8b, 2, 3}, "br");
      assertEncoded("gzip, br", gzip(TEXT), "gzip, br");
    }

    @Test
    void is_truncated() {
      byte[] gzip = gzip(TEXT);
      byte[] deflate = deflate(TEXT, false);

      assertEncoded("gzip", Arrays.copyOf(gzip, gzip.length / 2), "gzip");
      assertEncoded("deflate", Arrays.copyOf(deflate, deflate.length / 2), "deflate");
    }
  }
}
