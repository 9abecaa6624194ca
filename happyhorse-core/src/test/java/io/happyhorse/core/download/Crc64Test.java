package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Crc64Test {
  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void of_the_digits_is_the_published_check_value() {
    assertThat(Long.toUnsignedString(of(DIGITS))).isEqualTo("11051210869376104954");
  }

  @Test
  void of_no_bytes_is_zero() {
    assertThat(of(new byte[0])).isZero();
  }

  @Test
  void is_the_same_for_single_bytes_and_for_pieces_of_any_length() {
    byte[] bytes = new byte[1_000];
    new Random(1).nextBytes(bytes);
    Crc64 single = new Crc64();
    for (byte value : bytes) {
      single.update(value);
    }

    for (int cut = 0; cut < 40; cut++) {
      Crc64 pieces = new Crc64();
      pieces.update(bytes, 0, cut);
      pieces.update(bytes, cut, bytes.length - cut);
      assertThat(pieces.getValue()).isEqualTo(single.getValue());
    }
  }

  @Test
  void starts_again_after_a_reset() {
    Crc64 crc = new Crc64();
    crc.update(DIGITS);
    crc.reset();
    crc.update(DIGITS);

    assertThat(crc.getValue()).isEqualTo(of(DIGITS));
  }

  private static long of(byte[] bytes) {
    Crc64 crc = new Crc64();
    crc.update(bytes);
    return crc.getValue();
  }
}
