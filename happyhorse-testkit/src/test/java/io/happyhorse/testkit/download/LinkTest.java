package io.happyhorse.testkit.download;

import static io.happyhorse.testkit.download.DownloadFixture.START;
import static io.happyhorse.testkit.download.DownloadFixture.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link that expires or redirects. */
class LinkTest {
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
  void that_has_expired_is_refused_only_by_the_storage_host() {
    VideoTask task = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(25));

    LinkExpiredException error = catchThrowableOfType(
        LinkExpiredException.class,
        () -> fixture.builder().build().download(task, fixture.file(), fixture.events));

    assertThat(error.expiredAt()).isEqualTo(START.plus(Duration.ofHours(24)));
    assertThat(error)
        .hasMessageStartingWith(
            "The storage host reports that the link to the video has expired, and no fresh link is available");
    assertThat(fixture.source.requests).containsExactly("0");
    assertThat(fixture.gateway.journal().task(task.id()).queries()).isEqualTo(2);
  }

  @Test
  void that_has_expired_is_renewed_if_the_gateway_has_a_fresh_one() throws IOException {
    VideoTask task = fixture.done(VIDEO.linkedFor(Duration.ofHours(24), true));
    fixture.time.advance(Duration.ofHours(25));

    fixture.builder().build().download(task, fixture.file(), fixture.events);

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("LinkRenewed");
  }

  @Test
  void is_not_renewed_without_a_gateway_or_its_response() {
    VideoTask task = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(25));
    VideoDownloader withoutGateway =
        VideoDownloader.builderFrom(fixture.source).time(fixture.time).build();
    NetworkException down = new NetworkException("down", QueryDetails.of(task.id()), null);
    VideoDownloader withoutResponse = fixture
        .builder()
        .freshLinksFrom((id, within) -> {
          throw down;
        })
        .build();

    assertThatThrownBy(() -> withoutGateway.download(task, fixture.file()))
        .isInstanceOf(LinkExpiredException.class);
    assertThatThrownBy(() -> withoutResponse.download(task, fixture.file()))
        .isInstanceOf(LinkExpiredException.class)
        .hasCause(down);
  }

  @Test
  void that_has_expired_for_the_storage_host_is_renewed_once() throws IOException {
    VirtualTime slow = VirtualTime.lenient(START.minus(Duration.ofDays(3)));
    VideoTask task = fixture.done(VIDEO.linkedFor(Duration.ofHours(1), true));
    VideoTask expired = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(25));
    VideoDownloader videos = fixture.builder().time(slow).build();

    videos.download(task, fixture.file(), fixture.events);

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).contains("LinkRenewed");
    assertThat(fixture.source.requests).containsExactly("0", "0");
    LinkExpiredException error = catchThrowableOfType(
        LinkExpiredException.class,
        () -> videos.download(expired, fixture.folder.resolve("2.mp4")));
    assertThat(error.details().httpStatus()).isEqualTo(403);
    assertThat(error).hasMessageContaining("AccessDenied Request has expired.");
  }

  @Test
  void is_judged_by_the_servers_clock() throws IOException {
    VirtualTime slow = VirtualTime.lenient(START.minus(Duration.ofHours(3)));
    VirtualTime fast = VirtualTime.lenient(START.plus(Duration.ofHours(50)));
    VideoTask task = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(23));

    fixture.builder().time(slow).build().download(task, fixture.file(), fixture.events);
    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("LinkExpiresSoon");
    Files.delete(fixture.file());
    fixture.builder().time(fast).build().download(task, fixture.file(), fixture.events);

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("LinkExpiresSoon", "LinkExpiresSoon");
  }

  @Test
  void that_expires_soon_is_reported() throws IOException {
    VideoTask task = fixture.done(VIDEO);
    fixture.time.advance(Duration.ofHours(22).plusSeconds(1));

    fixture.builder().build().download(task, fixture.file(), fixture.events);

    fixture.assertDownloaded(VIDEO);
    assertThat(fixture.events.names).containsExactly("LinkExpiresSoon");
  }

  @Test
  void may_redirect_five_times() throws IOException {
    fixture.download(VIDEO.redirected("", 5));

    fixture.assertDownloaded(VIDEO);
    assertThatThrownBy(() -> fixture
            .builder()
            .build()
            .download(fixture.done(VIDEO.redirected("", 6)), fixture.folder.resolve("2.mp4")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("it redirects more than 5 times");
  }

  @Test
  void may_not_redirect_to_private_or_unencrypted_addresses() {
    Map<String, String> refused = Map.of(
        "file:///etc/passwd", "it redirects to a URL that is neither http nor https",
        "https://10.1.2.3/secret?x=1", "its address, https://10.1.2.3, is in a private network",
        "https://169.254.169.254/latest", "is in a private network",
        "https://[fd00::1]/", "is in a private network",
        "https://a b/", "it redirects to a URL that is neither http nor https",
        "http://192.0.2.1/secret", "it redirects from https to http, http://192.0.2.1");
    refused.forEach((location, problem) -> assertThatThrownBy(
            () -> fixture.download(VIDEO.redirected(location, 1)))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("secret"));
  }
}
