package io.happyhorse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.Crc64;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeVideoTest {
  @RegisterExtension
  final GatewayOverHttp http = GatewayOverHttp.onVirtualTime();

  private final VirtualTime time = http.time();
  private final FakeHappyHorse gateway = http.gateway();

  @AfterEach
  void closeTime() {
    time.close();
  }

  @Test
  void has_the_chosen_size_and_is_playable() throws Exception {
    byte[] bytes = http.fetch(linkOf(FakeVideo.ofSize(200_000))).body();

    byte[] sample = FakeVideo.sample().open(0, FakeVideo.sample().size()).readAllBytes();
    assertThat(bytes).hasSize(200_000).startsWith(sample);
    assertThat(new String(bytes, sample.length + 4, 4, StandardCharsets.US_ASCII))
        .isEqualTo("free");
  }

  @Test
  void can_be_empty_or_tiny() throws Exception {
    assertThat(http.fetch(linkOf(FakeVideo.ofSize(0))).body()).isEmpty();
    assertThat(http.fetch(linkOf(FakeVideo.ofSize(7))).body()).hasSize(7);
    assertThatThrownBy(() -> FakeVideo.ofSize(-1))
        .hasMessage("A video cannot have -1 bytes: use zero or more.");
  }

  @Test
  void begins_like_an_MP4_file_if_it_is_large_enough() throws Exception {
    for (int size : new int[] {8, 1_000, (int) FakeVideo.sample().size() + 1}) {
      assertThat(http.fetch(linkOf(FakeVideo.ofSize(size))).body())
          .hasSize(size)
          .satisfies(bytes ->
              assertThat(new String(bytes, 4, 4, StandardCharsets.US_ASCII)).isIn("free", "ftyp"));
    }
  }

  @Test
  void can_be_preceded_by_a_prepared_response() throws Exception {
    URI link = linkOf(FakeVideo.sample()
        .respondingFirst(503, Map.of("Retry-After", "6", "Content-Type", "text/html"), "<html>"));

    HttpResponse<byte[]> first = http.fetch(link);

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).hasValue("6");
    assertThat(first.headers().firstValue("Content-Type")).hasValue("text/html");
    assertThat(first.body()).asString().isEqualTo("<html>");
    assertThat(http.fetch(link).statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> FakeVideo.sample().respondingFirst(600, Map.of(), ""))
        .hasMessage("A video request cannot get HTTP 600: use 200 to 599.");
  }

  @Test
  void is_sent_with_its_checksum_and_an_ETag() throws Exception {
    HttpResponse<byte[]> response = http.fetch(linkOf(FakeVideo.ofSize(100_000)));

    Crc64 crc = new Crc64();
    crc.update(response.body());
    assertThat(response.headers().firstValue("x-oss-hash-crc64ecma"))
        .hasValue(Long.toUnsignedString(crc.getValue()));
    assertThat(response.headers().firstValue("ETag").orElse("")).matches("\"[0-9A-F]{16}\"");
  }

  @Test
  void can_be_sent_with_a_wrong_checksum_or_none() throws Exception {
    FakeVideo video = FakeVideo.ofSize(1_000);

    assertThat(http.fetch(linkOf(video.withWrongChecksum()))
            .headers()
            .firstValue("x-oss-hash-crc64ecma")
            .orElse(""))
        .isNotEmpty()
        .isNotEqualTo(Long.toUnsignedString(video.checksum()));
    assertThat(http.fetch(linkOf(video.withoutChecksum()))
            .headers()
            .firstValue("x-oss-hash-crc64ecma"))
        .isEmpty();
  }

  @Test
  void is_served_in_ranges() throws Exception {
    URI link = linkOf(FakeVideo.ofSize(100_000));
    byte[] whole = http.fetch(link).body();

    HttpResponse<byte[]> rest = http.fetch(link, "Range", "bytes=99990-");
    HttpResponse<byte[]> middle = http.fetch(link, "Range", "bytes=20000-20009");
    HttpResponse<byte[]> beyond = http.fetch(link, "Range", "bytes=100000-");

    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("Content-Range")).hasValue("bytes 99990-99999/100000");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 99_990, 100_000));
    assertThat(middle.headers().firstValue("Content-Range")).hasValue("bytes 20000-20009/100000");
    assertThat(middle.body()).isEqualTo(Arrays.copyOfRange(whole, 20_000, 20_010));
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(http.fetch(link, "Range", "bytes=-10").body())
        .isEqualTo(Arrays.copyOfRange(whole, 99_990, 100_000));
    for (String invalid : new String[] {"bytes=10-5", "bytes=-", "bytes=-0", "lines=1-2"}) {
      assertThat(http.fetch(link, "Range", invalid).statusCode()).as(invalid).isIn(200, 416);
    }
  }

  @Test
  void is_refused_if_another_version_is_expected() throws Exception {
    URI link = linkOf(FakeVideo.sample());
    String etag = http.fetch(link).headers().firstValue("ETag").orElse("");

    assertThat(http.fetch(link, "If-Match", etag).statusCode()).isEqualTo(200);
    assertThat(http.fetch(link, "If-Match", "\"0\"").statusCode()).isEqualTo(412);
  }

  @Test
  void can_be_served_by_a_host_that_ignores_ranges() throws Exception {
    URI link = linkOf(FakeVideo.ofSize(1_000).ignoringRanges());

    HttpResponse<byte[]> response = http.fetch(link, "Range", "bytes=500-");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).hasSize(1_000);
  }

  @Test
  void can_be_cut_several_times() throws Exception {
    URI small = linkOf(FakeVideo.ofSize(1_000).cutAfter(10, 2));
    URI large = linkOf(FakeVideo.ofSize(1_000_000).cutAfter(900_000, 1));

    assertThatThrownBy(() -> http.fetch(small)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> http.fetch(small)).isInstanceOf(IOException.class);
    assertThat(http.fetch(small).body()).hasSize(1_000);
    assertThatThrownBy(() -> http.fetch(large)).isInstanceOf(IOException.class);
    assertThat(http.fetch(large).body()).hasSize(1_000_000);
    assertThatThrownBy(() -> FakeVideo.sample().cutAfter(1, 0))
        .hasMessage("A video cannot be cut after 1 bytes, 0 times: use zero or more bytes, once or"
            + " more.");
  }

  @Test
  void can_be_missing() throws Exception {
    HttpResponse<byte[]> response = http.fetch(linkOf(FakeVideo.sample().gone()));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("<Code>NoSuchKey</Code>");
  }

  @Test
  void is_refused_for_HEAD_because_the_link_is_signed_for_GET() throws Exception {
    HttpResponse<Void> response = http.client()
        .send(
            HttpRequest.newBuilder(linkOf(FakeVideo.sample()))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding());

    assertThat(response.statusCode()).isEqualTo(403);
  }

  @Test
  void expires_by_the_storage_hosts_clock_with_its_error_body() throws Exception {
    URI link = linkOf(FakeVideo.sample());
    time.advance(Duration.ofHours(24));

    HttpResponse<byte[]> response = http.fetch(link);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("<Code>AccessDenied</Code><Message>Request has expired.</Message>")
        .contains("<Expires>2026-04-29T02:37:42Z</Expires>")
        .contains("<ServerTime>2026-04-29T02:37:42Z</ServerTime>");
  }

  @Test
  void through_the_gateway_requires_the_key() throws Exception {
    TaskId id = gateway.accept(GatewayQuirks.proxyUrl());
    URI link = gateway.inMemory().query(id).requireLink().reveal();

    assertThat(link.getAuthority()).isEqualTo(gateway.baseUri().getAuthority());
    assertThat(http.fetch(link).statusCode()).isEqualTo(401);
    assertThat(http.fetch(link, "Authorization", "Bearer " + gateway.apiKey()).statusCode())
        .isEqualTo(200);
    assertThat(gateway.journal().keyLeaks()).isEmpty();
  }

  @Test
  void through_the_gateway_is_refused_before_its_task_has_finished() throws Exception {
    TaskId id = gateway.accept(GatewayQuirks.proxyUrl().queued(Duration.ofSeconds(1)));
    URI link = gateway.baseUri().resolve("/v1/videos/" + id + "/content");

    HttpResponse<byte[]> response = http.fetch(link, "Authorization", "Bearer " + gateway.apiKey());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("Task is not completed yet, current status: QUEUED");
    assertThat(http.fetch(
                gateway.baseUri().resolve("/v1/videos/asyntask_unknown/content"),
                "Authorization",
                "Bearer " + gateway.apiKey())
            .statusCode())
        .isEqualTo(404);
  }

  private URI linkOf(FakeVideo video) {
    TaskId id = gateway.accept(TaskScript.succeeding().video(video));
    return gateway.inMemory().query(id).requireLink().reveal();
  }
}
