package io.happyhorse.testkit.contract;

import static io.happyhorse.testkit.contract.VideoSourceFixture.LONG;
import static io.happyhorse.testkit.contract.VideoSourceFixture.SIZE;
import static io.happyhorse.testkit.contract.VideoSourceFixture.START;
import static io.happyhorse.testkit.contract.VideoSourceFixture.VIDEO;
import static io.happyhorse.testkit.contract.VideoSourceFixture.assertBytes;
import static io.happyhorse.testkit.contract.VideoSourceFixture.etag;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Fetches a video, or the rest of it, and reads its headers. */
interface FetchesVideos extends VideoSourceTests {
  @Test
  default void fetches_the_whole_video_with_its_headers() throws IOException {
    try (VideoResponse response = videos().open(VIDEO)) {
      assertEquals(200, response.status());
      assertEquals("video/mp4", response.contentType());
      assertEquals(SIZE, response.length());
      assertEquals(etag(), response.eTag());
      assertEquals(VIDEO.checksum(), response.checksum());
      assertEquals(START, response.date());
      assertFalse(response.hasRange());
      assertNull(response.contentEncoding());
      assertBytes(0, response);
    }
  }

  @Test
  default void fetches_the_rest_from_an_offset() throws IOException {
    try (VideoResponse response =
        videos().source().open(videos().link(VIDEO), 100_000, etag(), LONG)) {
      assertEquals(206, response.status());
      assertEquals(new VideoResponse.Range(100_000, SIZE - 1, (long) SIZE), response.range());
      assertEquals(SIZE - 100_000L, response.length());
      assertBytes(100_000, response);
    }
  }

  @Test
  default void fetches_a_part_of_the_video() throws IOException {
    try (VideoResponse response =
        videos().source().openPart(videos().link(VIDEO), 100_000, 199_999, etag(), LONG)) {
      assertEquals(206, response.status());
      assertEquals(new VideoResponse.Range(100_000, 199_999, (long) SIZE), response.range());
      assertEquals(100_000L, response.length());
      assertEquals(etag(), response.eTag());
      assertArrayEquals(
          VIDEO.open(100_000, 200_000).readAllBytes(), response.body().readAllBytes());
    } catch (UnsupportedOperationException optional) {
      Assumptions.abort("The source requests no parts.");
    }
  }

  @Test
  default void requests_a_part_only_of_the_expected_version() throws IOException {
    try (VideoResponse response =
        videos().source().openPart(videos().link(VIDEO), 0, 99_999, "\"other\"", LONG)) {
      assertEquals(412, response.status());
    } catch (UnsupportedOperationException optional) {
      Assumptions.abort("The source requests no parts.");
    }
  }

  @Test
  default void does_not_change_the_link() throws IOException {
    ResultLink link =
        videos().link(VIDEO); // its signature has encoded characters, which the fake compares

    videos().assertStatus(200, link);
    videos().assertStatus(403, ofSignature(link, "x"));
  }

  private static ResultLink ofSignature(ResultLink link, String more) {
    ResultLink changed = ResultLink.parse(link.reveal() + more, null, START);
    return changed == null ? link : changed;
  }

  @Test
  default void does_not_send_the_key_to_the_storage_host() throws IOException {
    videos().assertStatus(200, videos().link(VIDEO));

    assertEquals(List.of(), videos().gateway().journal().keyLeaks());
    assertFalse(
        videos().source().toString().contains(videos().gateway().apiKey()),
        "toString shows the API key");
  }

  @Test
  default void fetches_a_video_that_the_gateway_serves() throws IOException {
    videos().assertStatus(200, videos().link(proxied()));
  }

  private static TaskScript proxied() {
    return GatewayQuirks.proxyUrl();
  }

  @Test
  default void supports_concurrent_calls() {
    List<CompletableFuture<Integer>> statuses = Stream.generate(() -> videos().link(VIDEO))
        .limit(8)
        .map(link -> CompletableFuture.supplyAsync(() -> bytesOf(link)))
        .toList();

    statuses.forEach(bytes -> assertEquals(SIZE, bytes.join()));
  }

  private int bytesOf(ResultLink link) {
    try (VideoResponse response = videos().source().open(link, 0, null, LONG)) {
      return response.body().readAllBytes().length;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
