package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.SIZE;
import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.testkit.FakeVideo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A download whose second response does not continue the received bytes. */
class ContinuationTest {
  private DownloadFixture fixture;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    fixture = new DownloadFixture(folder);
  }

  @AfterEach
  void closeTime() {
    fixture.time.close();
  }

  @Test
  void starts_again_if_the_host_ignores_ranges() throws IOException {
    fixture.download(VIDEO.ignoringRanges().cutAfter(1_500_000, 1));

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("Retrying", "the host does not send parts");
  }

  @Test
  void starts_again_if_the_video_has_changed() throws IOException {
    fixture.download(VIDEO.replacing(FakeVideo.ofSize(SIZE + 7).cutAfter(1_500_000, 1)));

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.source.requests).containsExactly("0", "1500000 if it matches", "0");
    assertThat(fixture.events.names).containsExactly("Retrying", "the video has changed");
  }

  @Test
  void starts_again_if_versions_cannot_be_distinguished() throws IOException {
    altered(response -> with(response, response.status(), null, response.range()))
        .download(fixture.done(VIDEO.cutAfter(1_500_000, 1)), fixture.file(), fixture.events);

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.source.requests).containsExactly("0", "0");
  }

  @Test
  void starts_again_if_the_part_is_not_the_requested_one() throws IOException {
    List<VideoResponse.Range> wrong = List.of(
        new VideoResponse.Range(1_499_999, SIZE - 1, (long) SIZE),
        new VideoResponse.Range(1_500_000, SIZE - 2, (long) SIZE),
        new VideoResponse.Range(1_500_000, SIZE, (long) SIZE + 1));
    for (VideoResponse.Range range : wrong) {
      altered(response -> with(
              response,
              response.status(),
              response.eTag(),
              response.range() == null ? null : range))
          .download(fixture.done(VIDEO.cutAfter(1_500_000, 1)), fixture.file(), fixture.events);

      fixture.assertDownloaded(VIDEO);
      Files.delete(fixture.file());
    }
    altered(response -> with(
            response, response.range() == null ? response.status() : 416, response.eTag(), null))
        .download(fixture.done(VIDEO.cutAfter(1_500_000, 1)), fixture.file(), fixture.events);
    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).filteredOn("the video has changed"::equals).hasSize(4);
  }

  private VideoDownloader altered(UnaryOperator<VideoResponse> change) {
    return VideoDownloader.builderFrom((link, from, ifMatch, stall) ->
            change.apply(fixture.source.open(link, from, ifMatch, stall)))
        .allowPrivateAddresses()
        .time(fixture.time)
        .build();
  }

  private VideoResponse with(
      VideoResponse response,
      int status,
      @Nullable String eTag,
      VideoResponse.@Nullable Range range) {
    Long checksum = response.checksum();
    return VideoResponse.of(
        status,
        name -> switch (name) {
          case "Content-Type" -> response.contentType();
          case "Content-Length" -> String.valueOf(response.length());
          case "x-oss-hash-crc64ecma" -> checksum == null ? null : Long.toUnsignedString(checksum);
          case "ETag" -> eTag;
          case "Content-Range" ->
            range == null ? null : "bytes " + range.from() + "-" + range.to() + "/" + range.total();
          default -> null;
        },
        response.body());
  }
}
