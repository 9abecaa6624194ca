package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.VideoSourceFixture.LONG;
import static io.happyhorse.testkit.contract.VideoSourceFixture.SHORT;
import static io.happyhorse.testkit.contract.VideoSourceFixture.START;
import static io.happyhorse.testkit.contract.VideoSourceFixture.VIDEO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Throws an {@code IOException} if there is no response, or if its body is truncated, stalls or is interrupted. */
interface ReportsBrokenTransfers extends VideoSourceTests {
  @Test
  default void throws_if_there_is_no_connection() {
    ResultLink nowhere = ResultLink.parse("http://127.0.0.1:1/v.mp4", null, START);

    assertNotNull(nowhere);
    assertThrows(IOException.class, () -> videos().source().open(nowhere, 0, null, LONG));
  }

  @Test
  default void throws_after_the_bytes_of_a_truncated_body() throws IOException {
    try (VideoResponse response = videos().open(VIDEO.cutAfter(100_000, 1))) {
      assertEquals(100_000, response.body().readNBytes(100_000).length);
      assertThrows(IOException.class, () -> response.body().read());
    }
  }

  @Test
  default void throws_if_no_byte_is_received_in_time() throws IOException {
    ResultLink link = videos().link(VIDEO.stallingAfter(1_000));

    try (VideoResponse response = videos().source().open(link, 0, null, SHORT)) {
      assertEquals(1_000, response.body().readNBytes(1_000).length);
      assertThrows(IOException.class, () -> response.body().read());
    }
  }

  @Test
  default void throws_if_the_thread_is_already_interrupted() {
    ResultLink link = videos().link(VIDEO);
    Thread.currentThread().interrupt();
    try {
      assertThrows(IOException.class, () -> videos().source().open(link, 0, null, LONG));
    } finally {
      assertTrue(Thread.interrupted(), "the interrupt flag must stay set");
    }
  }

  @Test
  default void throws_if_the_thread_is_interrupted_while_it_waits_for_a_byte() throws IOException {
    try (VideoResponse response = videos().open(VIDEO.stallingAfter(1_000))) {
      assertEquals(1_000, response.body().readNBytes(1_000).length);
      Thread.currentThread().interrupt();
      try {
        assertThrows(IOException.class, () -> response.body().read());
      } finally {
        assertTrue(Thread.interrupted(), "the interrupt flag must stay set");
      }
    }
  }

  @Test
  default void throws_if_a_closed_body_is_read() throws IOException {
    VideoResponse response = videos().open(VIDEO);
    response.close();

    assertThrows(IOException.class, () -> response.body().read());
  }
}
