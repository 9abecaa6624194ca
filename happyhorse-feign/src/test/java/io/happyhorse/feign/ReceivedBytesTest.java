package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivedBytesTest {
  private final ReceivedBytes received = new ReceivedBytes();

  private static List<ByteBuffer> lot(byte... bytes) {
    return List.of(ByteBuffer.wrap(bytes));
  }

  @Test
  void are_read_across_buffers_up_to_the_requested_length() {
    received.add(lot((byte) 1, (byte) 2));
    received.add(lot((byte) 3, (byte) 4));
    byte[] into = new byte[5];

    assertThat(received.take(into, 1, 3)).isEqualTo(3);
    assertThat(into).containsExactly(0, 1, 2, 3, 0);
    assertThat(received.take(into, 0, 5)).isEqualTo(1);
    assertThat(received.isEmpty()).isTrue();
  }

  @Test
  void are_empty_after_an_empty_buffer() {
    received.add(lot());

    assertThat(received.isEmpty()).isTrue();
  }

  @Test
  void are_requested_again_once_half_of_them_have_been_read() {
    assertThat(received.lotsToRequest()).isEqualTo(ReceivedBytes.AHEAD);
    for (int lot = 0; lot < ReceivedBytes.AHEAD; lot++) {
      received.add(lot((byte) lot));
    }

    assertThat(received.take(new byte[15], 0, 15)).isEqualTo(15);
    assertThat(received.lotsToRequest()).isZero();
    assertThat(received.take(new byte[1], 0, 1)).isEqualTo(1);
    assertThat(received.lotsToRequest()).isEqualTo(16);
    assertThat(received.lotsToRequest()).isZero();
  }
}
