package io.happyhorse.core.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Crc64Test {
  private static final byte[] DIGITS = "123456789".getBytes(StandardCharsets.US_ASCII);

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Returns the checksum by its definition: a division by the polynomial, bit by bit. */
  private static long byDefinition(byte[] bytes) {
    long crc = -1;
    for (byte value : bytes) {
      crc ^= value & 0xff;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc >>> 1) ^ ((crc & 1) * 0xC96C5795D7870F42L);
      }
    }
    return ~crc;
  }

  private static long of(byte[] bytes) {
    Crc64 crc = new Crc64();
    crc.update(bytes);
    return crc.getValue();
  }

  @Test
  void of_the_digits_is_the_published_check_value() {
    assertThat(Long.toUnsignedString(of(DIGITS))).isEqualTo("11051210869376104954");
  }

  @Test
  void of_no_bytes_is_zero() {
    assertThat(of(new byte[0])).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 7, 8, 9, 16, 1_000, 11_223, 11_224, 11_225, 16_384, 27_608, 27_609, 100_003})
  void is_the_remainder_of_a_division(int length) {
    byte[] bytes = random(length);

    assertThat(of(bytes)).isEqualTo(byDefinition(bytes));
  }

  @Test
  void is_the_same_for_single_bytes() {
    byte[] bytes = random(40_001);
    Crc64 single = new Crc64();
    for (byte value : bytes) {
      single.update(value);
    }

    assertThat(single.getValue()).isEqualTo(byDefinition(bytes));
  }

  @Test
  void is_the_same_for_pieces_of_any_length_and_can_be_read_between_them() {
    byte[] bytes = random(200_000);
    long expected = byDefinition(bytes);
    Random lengths = new Random(2);
    for (int longest : new int[] {12, 5_000, 60_000}) {
      Crc64 pieces = new Crc64();
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(lengths.nextInt(longest), bytes.length - at);
        pieces.update(bytes, at, length);
        at += length;
        long unused = at % 7 == 0 ? pieces.getValue() : 0;
      }

      assertThat(pieces.getValue()).as("pieces of up to %d bytes", longest).isEqualTo(expected);
      assertThat(pieces.getValue()).isEqualTo(expected);
    }
  }

  @Test
  void starts_again_after_a_reset() {
    Crc64 crc = new Crc64();
    crc.update(random(30_001));
    crc.reset();
    crc.update(DIGITS);

    assertThat(crc.getValue()).isEqualTo(of(DIGITS));
  }
}
