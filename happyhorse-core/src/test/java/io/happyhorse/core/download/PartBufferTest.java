package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartBufferTest {
  private static final int LONGEST = 300_000;
  private final PartBuffer buffer = new PartBuffer(LONGEST);

  private byte[] content() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    buffer.writeTo((bytes, length) -> content.write(bytes, 0, length));
    return content.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 131_071, 131_072, 131_073, 262_144, LONGEST})
  void returns_the_bytes_that_it_was_filled_with(int length) throws IOException {
    byte[] bytes = Arrays.copyOf(DownloadFixture.VIDEO, length);
    buffer.fill(new ByteArrayInputStream(DownloadFixture.VIDEO, 0, LONGEST), LONGEST);
    buffer.clear();

    buffer.fill(new ByteArrayInputStream(bytes), length);

    assertThat(buffer.length()).isEqualTo(length);
    assertThat(content()).isEqualTo(bytes);
  }

  @Test
  void refuses_a_body_of_another_length() {
    byte[] bytes = new byte[1_000];

    assertThatThrownBy(() -> buffer.fill(new ByteArrayInputStream(bytes), 1_001))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> buffer.fill(new ByteArrayInputStream(bytes), 999))
        .hasMessage("more bytes than announced");
  }
}
