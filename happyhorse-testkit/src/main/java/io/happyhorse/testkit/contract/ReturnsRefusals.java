package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.VideoSourceFixture.LONG;
import static io.happyhorse.testkit.contract.VideoSourceFixture.SIZE;
import static io.happyhorse.testkit.contract.VideoSourceFixture.START;
import static io.happyhorse.testkit.contract.VideoSourceFixture.VIDEO;
import static io.happyhorse.testkit.contract.VideoSourceFixture.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Returns a response with any status; the caller interprets it. */
interface ReturnsRefusals extends VideoSourceTests {
  @Test
  default void returns_that_a_video_no_longer_exists() throws IOException {
    try (VideoResponse response = videos().open(VIDEO.gone())) {
      assertEquals(404, response.status());
      assertTrue(text(response).contains("<Code>NoSuchKey</Code>"));
    }
  }

  @Test
  default void returns_that_a_link_has_expired() throws IOException {
    ResultLink link = videos().link(VIDEO);
    videos().time().advance(Duration.ofHours(25));

    try (VideoResponse response = videos().source().open(link, 0, null, LONG)) {
      assertEquals(403, response.status());
      assertEquals(START.plus(Duration.ofHours(25)), response.date());
      assertTrue(text(response).contains("Request has expired."));
    }
  }

  @Test
  default void returns_that_the_video_has_changed() throws IOException {
    try (VideoResponse response =
        videos().source().open(videos().link(VIDEO), 1_000, "\"other\"", LONG)) {
      assertEquals(412, response.status());
    }
  }

  @Test
  default void returns_that_no_bytes_are_left() throws IOException {
    try (VideoResponse response = videos().source().open(videos().link(VIDEO), SIZE, null, LONG)) {
      assertEquals(416, response.status());
    }
  }

  @Test
  default void returns_Retry_After() throws IOException {
    Map<String, String> headers = Map.of("Retry-After", "7", "Content-Type", "text/plain");
    try (VideoResponse response = videos().open(VIDEO.respondingFirst(503, headers, "busy"))) {
      assertEquals(503, response.status());
      assertEquals(Duration.ofSeconds(7), response.retryAfter(START));
      assertEquals("text/plain", response.contentType());
      assertEquals("busy", text(response));
    }
  }

  @Test
  default void returns_the_target_of_a_redirect_without_following_it() throws IOException {
    try (VideoResponse response = videos().open(VIDEO.redirected("/elsewhere?x=%2B", 1))) {
      assertEquals(302, response.status());
      assertEquals("/elsewhere?x=%2B", response.location());
    }
  }
}
