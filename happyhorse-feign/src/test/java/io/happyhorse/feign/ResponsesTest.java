package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResponsesTest {
  private static final byte[] BODY = "{\"id\":\"A\"}".getBytes(StandardCharsets.UTF_8);

  private final Body body = new Body();

  /** A body that records whether its end was read. */
  private static final class Body extends ByteArrayInputStream {
    private boolean isEnded;

    Body() {
      super(BODY);
    }

    @Override
    public int read(byte[] into) throws IOException {
      int read = super.read(into);
      isEnded |= read < 0;
      return read;
    }
  }

  private void readSubmission(@Nullable Integer length) throws IOException {
    assertThat(Responses.ofSubmission(response(body, length)).body()).isEqualTo(BODY);
  }

  private static Response response(InputStream body, @Nullable Integer length) {
    Request request = Request.create(
        Request.HttpMethod.POST, "https://gateway.example", Map.of(), null, null, null);
    return Response.builder()
        .request(request)
        .status(200)
        .headers(Map.of())
        .body(body, length)
        .build();
  }

  @Test
  void a_submission_of_the_announced_length_is_read_to_its_end() throws IOException {
    readSubmission(BODY.length);

    assertThat(body.isEnded).isTrue();
  }

  @Test
  void a_submission_of_unknown_length_is_read_to_the_end_of_its_json() throws IOException {
    readSubmission(null);

    assertThat(body.isEnded).isFalse();
  }

  @Test
  void a_submission_with_more_bytes_announced_is_read_to_the_end_of_its_json() throws IOException {
    readSubmission(BODY.length + 1);

    assertThat(body.isEnded).isFalse();
  }

  @Test
  void a_compressed_submission_is_read_to_its_end_even_if_its_bytes_look_like_json()
      throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream stored = new GZIPOutputStream(compressed) {
      {
        def.setLevel(Deflater.NO_COMPRESSION);
      }
    }) {
      stored.write(BODY);
    }
    InputStream bytes = new ByteArrayInputStream(compressed.toByteArray()) {
      @Override
      public int read(byte[] into) throws IOException {
        return read(into, 0, 1);
      }
    };

    assertThat(Responses.ofSubmission(response(bytes, compressed.size())).body())
        .isEqualTo(BODY);
  }
}
