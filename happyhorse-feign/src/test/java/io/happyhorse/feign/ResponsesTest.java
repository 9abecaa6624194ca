package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
    Request request = Request.create(
        Request.HttpMethod.POST, "https://gateway.example", Map.of(), null, null, null);
    Response response = Response.builder()
        .request(request)
        .status(200)
        .headers(Map.of())
        .body(body, length)
        .build();
    assertThat(Responses.ofSubmission(response).body()).isEqualTo(BODY);
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
}
