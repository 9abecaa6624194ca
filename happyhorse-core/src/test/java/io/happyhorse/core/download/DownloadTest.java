package io.happyhorse.core.download;

import static io.happyhorse.core.download.DownloadFixture.SIZE;
import static io.happyhorse.core.download.DownloadFixture.VIDEO;
import static io.happyhorse.core.download.DownloadFixture.done;
import static io.happyhorse.core.download.DownloadFixture.response;
import static io.happyhorse.core.download.DownloadFixture.rest;
import static io.happyhorse.core.download.DownloadFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.DownloadFixture.Response;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.ProxyRefusedException;
import io.happyhorse.core.task.VideoTask;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a storage host in memory that has the faults of real ones. */
class DownloadTest {
  private final DownloadFixture fixture = new DownloadFixture();
  private final DownloadFixture.Host host = fixture.host;
  private final DownloadFixture.Events events = fixture.events;

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("cat.mp4");
  }

  private DownloadedVideo download() {
    return fixture.builder().build().download(done(), file(), events);
  }

  private <E extends DownloadException> E refused(Class<E> type) {
    E error = catchThrowableOfType(type, this::download);
    assertThat(error).isNotNull().hasMessageContaining("(task asyntask_A from https://192.0.2.1");
    assertThat(file()).doesNotExist();
    return error;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Nested
  class A_range {
    @Test
    void with_status_200_is_written_where_Content_Range_places_it() {
      host.sends(whole().cutAfter(100_000), rest(200, 100_000));

      assertThat(download().resumed()).isFalse();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0", "100000 if \"A\"");
    }

    @Test
    void with_status_200_is_accepted_each_time() {
      host.sends(
          whole().cutAfter(100_000), rest(200, 100_000).cutAfter(100_000), rest(200, 200_000));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0", "100000 if \"A\"", "200000 if \"A\"");
    }

    @Test
    void of_another_version_is_never_appended() {
      byte[] other = DownloadFixture.video(2, SIZE);
      Response otherRest =
          rest(206, 100_000).with("ETag", "\"B\"").body(Arrays.copyOfRange(other, 100_000, SIZE));
      host.sends(
          whole().cutAfter(100_000), otherRest, whole().with("ETag", "\"B\"").body(other));

      download();

      assertThat(file()).hasBinaryContent(other);
      assertThat(events.names()).containsExactly("Retrying", "the video has changed");
    }

    @Test
    void without_an_ETag_is_never_appended_without_a_checksum() {
      host.sends(whole().cutAfter(100_000), rest(206, 100_000).without("ETag"), whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0", "100000 if \"A\"", "0");
    }

    @Test
    void may_be_sent_in_parts() {
      Response first = rest(206, 0)
          .with("Content-Range", "bytes 0-99999/" + SIZE)
          .body(Arrays.copyOf(VIDEO, 100_000));
      Response second = rest(206, 100_000)
          .with("Content-Range", "bytes 100000-199999/" + SIZE)
          .body(Arrays.copyOfRange(VIDEO, 100_000, 200_000));
      host.sends(first, second, rest(206, 200_000));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.all).isEmpty();
    }

    @Test
    void with_more_bytes_than_announced_is_discarded() throws IOException {
      Response longer = rest(206, 100_000).body(Arrays.copyOfRange(VIDEO, 0, SIZE));
      host.sends(whole().cutAfter(100_000), longer, whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.names())
          .containsExactly("Retrying", "the host sent more bytes than the video has", "Retrying");
    }

    @Test
    void that_never_matches_ends_the_download_and_keeps_the_received_bytes() throws IOException {
      host.sends(whole().cutAfter(100_000), rest(206, 5).body("x"), response(503), response(503));

      StorageException error = refused(StorageException.class);

      assertThat(error.details().bytes()).isEqualTo(100_000);
      assertThat(names()).containsExactly("cat.mp4.happyhorse-note", "cat.mp4.happyhorse-part");
    }

    @Test
    void that_was_not_requested_is_accepted_if_it_is_the_whole_video() {
      host.sends(rest(206, 0));

      assertThat(download().check()).isEqualTo(DownloadedVideo.Check.LENGTH);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.requests).containsExactly("0");
    }

    @Test
    void that_the_host_always_contradicts_ends_after_a_limited_number_of_requests() {
      Response first = rest(206, 0)
          .with("Content-Range", "bytes 0-99999/" + SIZE)
          .body(Arrays.copyOf(VIDEO, 100_000));
      for (int round = 0; round < 40; round++) {
        host.sends(first, response(412));
      }

      assertThat(refused(StorageException.class).isTransient()).isTrue();

      assertThat(host.requests).hasSizeLessThan(40);
    }
  }

  @Nested
  class A_body {
    static Stream<Response> notVideos() {
      return Stream.of(
          response(200)
              .with("Content-Type", "application/json")
              .body("{\"error\":{\"code\":\"quota\",\"message\":\"Used up.\"}}"),
          response(200)
              .with("Content-Type", "application/xml")
              .body("<Error><Code>AccessDenied</Code><Message>No.</Message></Error>"),
          response(200).with("Content-Type", "video/mp4").body("\ufeff\n<html>captive portal"),
          response(200).with("Content-Type", "video/mp4").body("Forbidden"),
          response(200).with("Content-Type", "text/plain").body("Forbidden"),
          response(200).body("[]"),
          response(200).with("Content-Type", "video/mp4"),
          response(200)
              .with("Content-Type", "video/mp4")
              .with("Content-Length", "0")
              .with("x-oss-hash-crc64ecma", "0"),
          rest(206, 0).with("Content-Range", "bytes 0-1/2").body("{}"));
    }

    @ParameterizedTest
    @MethodSource("notVideos")
    void that_is_not_a_video_is_refused_the_second_time(Response notVideo) throws IOException {
      host.sends(notVideo);

      NotAVideoException error = refused(NotAVideoException.class);

      assertThat(error).hasMessageStartingWith("The storage host sent no video: ");
      assertThat(host.requests).containsExactly("0", "0");
      assertThat(events.names()).containsExactly("Retrying");
      assertThat(names()).isEmpty();
    }

    @Test
    void that_is_an_error_is_quoted() {
      host.sends(notVideos().findFirst().orElseThrow());

      assertThat(refused(NotAVideoException.class))
          .hasMessageContaining("it begins with {, like JSON or a web page (task")
          .hasMessageContaining("HTTP 200, response: quota Used up.");
    }

    @Test
    void that_is_not_a_video_the_first_time_is_requested_again() {
      host.sends(response(200).with("Content-Type", "text/html").body("<html>"), whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void that_is_not_a_video_leaves_the_bytes_received_before() throws IOException {
      Response page = response(200).with("Content-Type", "text/html").body("<html>");
      host.sends(whole().cutAfter(100_000), page);

      NotAVideoException error = refused(NotAVideoException.class);

      assertThat(error.details().bytes()).isEqualTo(100_000);
      DownloadFixture next = new DownloadFixture();
      next.host.sends(rest(206, 100_000));
      assertThat(next.builder().build().download(done(), file()).resumed()).isTrue();
      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void that_an_earlier_download_left_is_discarded_if_it_is_not_a_video() throws IOException {
      host.sends(whole().cutAfter(100_000), response(404));
      refused(StorageException.class);
      byte[] page = new byte[100_000];
      page[0] = '<';
      Files.write(folder.resolve("cat.mp4.happyhorse-part"), page);
      DownloadFixture next = new DownloadFixture();
      next.host.sends(whole());

      assertThat(next.builder().build().download(done(), file()).resumed()).isFalse();

      assertThat(next.host.requests).containsExactly("0");
      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html", "application/xml", "binary", ""})
    void that_is_an_MP4_file_is_accepted_with_any_type(String type) {
      host.sends(whole().with("Content-Type", type));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @ParameterizedTest
    @CsvSource({"gzip", "br", "deflate", "'identity, zstd'"})
    void that_is_encoded_is_refused_at_once(String coding) {
      host.sends(whole().with("Content-Encoding", coding));

      StorageException error = refused(StorageException.class);

      assertThat(error).hasMessageContaining("it is encoded as ");
      assertThat(error.isTransient()).isFalse();
      assertThat(host.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "aws-chunked", "AWS-CHUNKED"})
    void with_an_encoding_that_changes_no_bytes_is_accepted(String coding) {
      host.sends(whole().with("Content-Encoding", coding));

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void without_length_and_checksum_is_reported_as_not_checked() {
      host.sends(whole().without("Content-Length"));

      assertThat(download().check()).isEqualTo(DownloadedVideo.Check.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 511, 512})
    void that_is_cut_within_its_first_bytes_is_requested_again(int bytes) {
      host.sends(whole().cutAfter(bytes), whole().endingAfter(bytes, false), whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }
  }

  @Nested
  class A_link {
    private final VideoTask expired =
        done("https://192.0.2.1/v.mp4?Expires=1745900000&Signature=secret");

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://192.0.2.1/v.mp4?Expires=1745900000&Signature=x",
          "https://192.0.2.1/v.mp4?expires=86400&Signature=x",
          "https://192.0.2.1/v.mp4?x-oss-date=20250101T000000Z&x-oss-expires=60",
          "https://192.0.2.1/v1/videos/asyntask_A/content"
        })
    void that_seems_to_have_expired_is_requested(String url) throws Exception {
      fixture.time.sleep(Duration.ofDays(3));
      host.sends(whole());

      fixture.builder().build().download(done(url), file(), events);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.all)
          .singleElement()
          .isEqualTo(new DownloadEvent.LinkExpiresSoon(DownloadFixture.TASK, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "400 | <Error><Code>ExpiredRequest</Code><Message>Request too old</Message></Error>",
          "400 | <Error><Code>ExpiredToken</Code><Message>The token has expired.</Message></Error>",
          "403 | <Error><Code>AccessDenied</Code><Message>Request has expired.</Message></Error>",
          "403 | <Error><Code>AuthenticationFailed</Code><AuthenticationErrorDetail>Signature not valid in the specified time frame</AuthenticationErrorDetail></Error>"
        })
    void that_the_host_reports_as_expired_is_renewed_once(int status, String body) {
      VideoTask fresh = done("https://192.0.2.1/fresh.mp4");
      host.sends(response(status).body(body), whole());

      fixture
          .builder()
          .freshLinksFrom((id, within) -> fresh)
          .build()
          .download(expired, file(), events);

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(host.urls).last().isEqualTo("https://192.0.2.1/fresh.mp4");
      assertThat(events.names()).containsExactly("LinkRenewed");
    }

    @Test
    void that_has_expired_twice_ends_the_download() {
      host.sends(response(403).body("<Message>Request has expired.</Message>"));
      VideoDownloader videos = fixture
          .builder()
          .freshLinksFrom((id, within) -> done("https://192.0.2.1/fresh.mp4"))
          .build();

      LinkExpiredException error = catchThrowableOfType(
          LinkExpiredException.class, () -> videos.download(expired, file(), events));

      assertThat(error.expiredAt()).isEqualTo("2026-04-29T02:37:42Z");
      assertThat(error.details().httpStatus()).isEqualTo(403);
      assertThat(host.requests).hasSize(2);
    }

    @Test
    void that_redirects_in_raw_utf_8_is_followed() {
      String location = new String(
          "/1d/猫-plain.mp4?x=1".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      host.sends(response(302).with("Location", location), whole());

      download();

      assertThat(host.urls).last().isEqualTo("https://192.0.2.1/1d/%E7%8C%AB-plain.mp4?x=1");
      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void that_redirects_into_a_private_network_is_recognized_by_the_cause_of_its_error() {
      host.sends(response(302).with("Location", "https://10.0.0.1/cat.mp4"));

      StorageException error =
          catchThrowableOfType(StorageException.class, DownloadTest.this::download);

      assertThat(error)
          .hasCauseInstanceOf(SecurityException.class)
          .hasMessageContaining("https://10.0.0.1, is in a private network");
      assertThat(error.isTransient()).isFalse();
    }

    @Test
    void that_redirects_without_a_location_is_reported() {
      host.sends(response(302));

      assertThat(refused(StorageException.class))
          .hasMessageContaining("it redirects without a target (task");
      assertThat(host.requests).hasSize(1);
    }

    @Test
    void that_a_proxy_refuses_to_connect_to_is_not_blamed_on_the_storage_host() {
      host.fails(new ProxyRefusedException(403));

      StorageException error = refused(StorageException.class);

      assertThat(error)
          .hasMessageStartingWith("The proxy does not permit the download:"
              + " it refuses to connect to the host (HTTP 403) (task")
          .hasMessageEndingWith(
              "Allow the storage host in the proxy, or download without the proxy.");
      assertThat(error.isTransient()).isFalse();
      assertThat(host.requests).hasSize(1);
    }

    @Test
    void that_a_proxy_fails_to_connect_to_is_requested_again() {
      host.fails(new ProxyRefusedException(502)).sends(whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
    }

    @Test
    void that_needs_a_proxy_password_is_not_blamed_on_the_storage_host() {
      host.sends(response(407));

      StorageException error = refused(StorageException.class);

      assertThat(error)
          .hasMessageStartingWith("The proxy does not permit the download:"
              + " it requires a valid user name and password")
          .hasMessageEndingWith("Give the proxy's user name and password.");
      assertThat(error.isTransient()).isFalse();
    }

    @Test
    void that_has_expired_is_reported_in_plain_text_or_gzip() throws IOException {
      ByteArrayOutputStream gzip = new ByteArrayOutputStream();
      try (GZIPOutputStream compressed = new GZIPOutputStream(gzip)) {
        compressed.write(
            "<Message>Request has expired.</Message>".getBytes(StandardCharsets.UTF_8));
      }
      host.sends(
          response(403).with("Content-Encoding", "gzip").body(gzip.toByteArray()),
          response(401).body("This link has expired\nSee https://x?Signature=secret"));

      assertThat(refused(LinkExpiredException.class))
          .hasMessageContaining("response: Request has expired.");
      assertThat(refused(LinkExpiredException.class))
          .hasMessageContaining("response: This link has expired)")
          .hasMessageNotContaining("secret");
    }

    @Test
    void that_the_client_cannot_request_is_not_requested_again() {
      host.fails(new MalformedURLException("no host name with an underscore: a_b"));

      StorageException error = refused(StorageException.class);

      assertThat(error)
          .hasMessageStartingWith(
              "The storage host did not deliver the video: no host name with an underscore: a_b (task")
          .hasMessageEndingWith(
              "). Download the link with another program, such as curl; ResultLink.reveal() returns it.");
      assertThat(host.requests).hasSize(1);
    }
  }

  @Nested
  class A_pause {
    private Duration second() {
      return Duration.between(host.times.get(0), host.times.get(1));
    }

    @ParameterizedTest
    @CsvSource({
      "429, 3.2, PT3.2S",
      "503, 6, PT6S",
      "503, 600, PT10M",
      "429, 3600, PT10M",
      "503, 'Tue, 28 Apr 2026 02:38:42 GMT', PT1M"
    })
    void is_never_shorter_than_Retry_After_up_to_10_minutes(
        int status, String retryAfter, Duration pause) {
      host.sends(response(status).with("Retry-After", retryAfter), whole());

      download();

      assertThat(second()).isEqualTo(pause);
      DownloadEvent.Retrying retrying = (DownloadEvent.Retrying) events.all.get(0);
      assertThat(retrying.pause()).isEqualTo(pause);
      assertThat(retrying.retryAfter()).isGreaterThanOrEqualTo(pause);
    }

    @Test
    void is_the_usual_one_if_Retry_After_is_shorter_or_absent() {
      host.sends(response(503).with("Retry-After", "0.01"), response(503), whole());

      download();

      assertThat(second()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(((DownloadEvent.Retrying) events.all.get(1)).retryAfter()).isNull();
    }

    static Stream<IOException> brokenHandshakes() {
      SSLHandshakeException closed =
          new SSLHandshakeException("Remote host terminated the handshake");
      closed.initCause(new EOFException("SSL peer shut down incorrectly"));
      return Stream.of(
          closed,
          new SSLHandshakeException("Received fatal alert: internal_error"),
          new IOException("Connection reset"));
    }

    @ParameterizedTest
    @MethodSource("brokenHandshakes")
    void follows_an_interrupted_handshake(IOException broken) {
      host.fails(broken).sends(whole());

      download();

      assertThat(file()).hasBinaryContent(VIDEO);
      assertThat(events.names()).containsExactly("Retrying");
    }

    static Stream<IOException> untrusted() {
      SSLHandshakeException path = new SSLHandshakeException("PKIX path building failed");
      path.initCause(new CertificateException("unable to find valid certification path"));
      IOException wrapped = new IOException("wrapped", new CertPathValidatorException("expired"));
      return Stream.of(path, wrapped, new SSLPeerUnverifiedException("another host"));
    }

    @ParameterizedTest
    @MethodSource("untrusted")
    void does_not_follow_an_untrusted_certificate(IOException untrusted) {
      host.fails(untrusted);

      StorageException error = refused(StorageException.class);

      assertThat(error.isTransient()).isFalse();
      assertThat(error)
          .hasCause(untrusted)
          .hasMessageStartingWith(
              "The storage host did not deliver the video: its certificate is not trusted (task")
          .hasMessageContaining("-Djavax.net.ssl.trustStore=FILE");
      assertThat(host.requests).hasSize(1);
    }
  }

  @Nested
  class A_long_name {
    private LocalFileException refusedAt(Path file) {
      return catchThrowableOfType(
          LocalFileException.class, () -> fixture.builder().build().download(done(), file, events));
    }

    @Test
    void that_exists_does_not_displace_the_reason_from_the_message() throws IOException {
      Path deep = folder;
      while (deep.toString().length() < 700) {
        deep = deep.resolve("a".repeat(90));
      }
      Path existing = Files.createFile(Files.createDirectories(deep).resolve("cat.mp4"));

      LocalFileException error = refusedAt(existing);

      assertThat(error.problem()).isEqualTo(existing + " exists already");
      assertThat(error).hasCauseInstanceOf(FileAlreadyExistsException.class);
      assertThat(error).hasMessageEndingWith("Choose another name, or allow it to be replaced.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "猫", "\ud83d\udc0e"})
    void has_a_shorter_partial_name_under_which_it_is_resumed(String character) throws IOException {
      int bytes = character.getBytes(StandardCharsets.UTF_8).length;
      Path longest = folder.resolve(character.repeat(247 / bytes) + ".mp4");
      host.sends(whole().cutAfter(100_000), response(404));

      assertThat(catchThrowableOfType(
              StorageException.class,
              () -> fixture.builder().build().download(done(), longest, events)))
          .isNotNull();

      assertThat(names())
          .hasSize(2)
          .allSatisfy(name ->
              assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255));
      DownloadFixture next = new DownloadFixture();
      next.host.sends(rest(206, 100_000));
      assertThat(next.builder().build().download(done(), longest).resumed()).isTrue();
      assertThat(longest).hasBinaryContent(VIDEO);
      assertThat(names()).hasSize(1);
    }

    @Test
    void is_distinguished_from_another_with_the_same_beginning() {
      String beginning = "a".repeat(245);

      assertThat(PartialNames.of(folder, folder.resolve(beginning + "1.mp4")).part())
          .isNotEqualTo(
              PartialNames.of(folder, folder.resolve(beginning + "2.mp4")).part());
    }

    @Test
    void that_the_file_system_does_not_support_is_refused_before_any_request() throws IOException {
      Path tooLong = folder.resolve("a".repeat(256) + ".mp4");

      assertThat(refusedAt(tooLong).problem()).startsWith(tooLong + " cannot be written: ");
      assertThat(host.requests).isEmpty();
      assertThat(names()).isEmpty();
    }
  }
}
