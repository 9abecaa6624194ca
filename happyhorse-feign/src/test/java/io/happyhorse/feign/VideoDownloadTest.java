package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadOutcome;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.error.ChecksumMismatchException;
import io.happyhorse.core.error.DownloadException;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.LinkExpiredException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.NetworkException;
import io.happyhorse.core.error.NotAVideoException;
import io.happyhorse.core.error.QueryDetails;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskFailedException;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The download over the adapter, from the fake's storage host. */
class VideoDownloadTest {
  private static final int SIZE = 3_000_000;
  private static final FakeVideo VIDEO = FakeVideo.ofSize(SIZE);
  private static final Proxy PROXY =
      new Proxy(Proxy.Type.HTTP, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
  private static final Instant START = Instant.parse("2026-04-28T02:37:42Z");

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse gateway = FakeHappyHorse.start(time);
  private final FeignTaskQuery tasks = FeignTaskQuery.builder(gateway.apiKey())
      .baseUrl(gateway.baseUri().toString())
      .time(time)
      .build();

  private final Source source = new Source(tasks.videoSource());
  private final Events events = new Events();

  @TempDir
  Path folder;

  /** Notes what is asked for. */
  private static final class Source implements VideoSourcePort {
    private final VideoSourcePort real;
    final List<String> asked = new CopyOnWriteArrayList<>();

    Source(VideoSourcePort real) {
      this.real = real;
    }

    @Override
    public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
        throws IOException {
      asked.add(from + (ifMatch == null ? "" : " if it matches"));
      return real.open(link, from, ifMatch, stall);
    }

    @Override
    public @Nullable URI origin() {
      return real.origin();
    }
  }

  private static final class Events implements DownloadListener {
    final List<DownloadProgress> progress = new CopyOnWriteArrayList<>();
    final List<String> events = new CopyOnWriteArrayList<>();
    volatile Runnable onProgress = () -> {};

    @Override
    public void onProgress(DownloadProgress now) {
      progress.add(now);
      onProgress.run();
    }

    @Override
    public void onEvent(DownloadEvent event) {
      events.add(
          event instanceof DownloadEvent.Restarted restarted
              ? restarted.why()
              : event.getClass().getSimpleName());
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private VideoDownloaderBuilder builder() {
    return VideoDownloader.builder(source).freshLinksFrom(tasks).time(time);
  }

  private VideoTask done(FakeVideo video) {
    return done(TaskScript.succeeding().video(video));
  }

  private VideoTask done(TaskScript script) {
    return tasks.query(gateway.accept(script));
  }

  private Path file() {
    return folder.resolve("cat.mp4");
  }

  private DownloadedVideo download(FakeVideo video) {
    return builder().build().download(done(video), file(), events);
  }

  private static byte[] bytes(FakeVideo video) throws IOException {
    return video.open(0, video.size()).readAllBytes();
  }

  private void assertKept(FakeVideo video) throws IOException {
    assertThat(file()).hasBinaryContent(bytes(video));
    assertThat(names()).containsExactly("cat.mp4");
    assertThat(gateway.journal().keyLeaks()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void keeps_a_video_checked_by_its_checksum() throws IOException {
    DownloadedVideo kept = download(VIDEO);

    assertKept(VIDEO);
    assertThat(kept.file()).isEqualTo(file());
    assertThat(kept.bytes()).isEqualTo(SIZE);
    assertThat(kept.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(kept.resumed()).isFalse();
    assertThat(source.asked).containsExactly("0");
    assertThat(events.events).isEmpty();
  }

  @Test
  void says_if_only_the_length_could_be_checked() throws IOException {
    assertThat(download(VIDEO.withoutChecksum()).check()).isEqualTo(DownloadedVideo.Check.LENGTH);

    assertKept(VIDEO);
  }

  @Test
  void keeps_no_empty_video() throws IOException {
    assertThatThrownBy(() -> download(FakeVideo.ofSize(0)))
        .isInstanceOf(NotAVideoException.class)
        .hasMessageContaining("it is empty (task");

    assertThat(names()).isEmpty();
  }

  @Test
  void asks_for_the_bytes_as_they_are() {
    try (CannedGateway host =
        new CannedGateway().answers(404, Map.of(), "").answers(404, Map.of(), "")) {
      VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
          .link(ResultLink.parse(host.url() + "/v.mp4", null, START))
          .build();

      assertThatThrownBy(() -> builder().build().download(task, file()))
          .isInstanceOf(StorageException.class);

      assertThat(host.headers.get(0).get("Accept-Encoding")).containsExactly("identity");
    }
  }

  @Test
  void keeps_no_error_page_and_tells_what_it_says() throws IOException {
    FakeVideo page = VIDEO.respondingFirst(
        200, Map.of("Content-Type", "application/json"), "{\"error\":{\"message\":\"Used up.\"}}");

    assertThatThrownBy(() -> builder().retries(0).build().download(done(page), file(), events))
        .isInstanceOf(NotAVideoException.class)
        .hasMessageContaining("HTTP 200")
        .hasMessageContaining("it said: Used up.");

    assertThat(names()).isEmpty();
  }

  @Test
  void follows_a_redirect_in_raw_utf_8() throws IOException {
    byte[] location = "/1d/猫兄-plain.mp4?x=1".getBytes(StandardCharsets.UTF_8);
    try (CannedGateway host = new CannedGateway()
        .answers(302, Map.of("Location", new String(location, StandardCharsets.ISO_8859_1)), "")
        .answers(200, Map.of("Content-Type", "video/mp4"), bytes(FakeVideo.sample()))) {
      VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
          .link(ResultLink.parse(host.url() + "/{v}.mp4", null, START))
          .build();

      DownloadedVideo kept = builder().build().download(task, file());

      assertThat(kept.bytes()).isEqualTo(FakeVideo.sample().size());
      assertThat(host.paths).containsExactly("/{v}.mp4", "/1d/猫兄-plain.mp4");
    }
  }

  @Test
  void says_that_the_client_takes_no_underscore_in_a_host_name() {
    VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
        .link(ResultLink.parse("https://my_videos.example/v.mp4?Signature=secret", null, START))
        .build();

    assertThatThrownBy(() -> builder().allowPrivateAddresses().build().download(task, file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(
            "Java's HTTP client takes no host name with an underscore, and this one is my_videos.example")
        .hasMessageContaining("such as curl")
        .hasMessageNotContaining("secret");
    assertThat(source.asked).hasSize(1);
  }

  @Test
  void knows_where_a_proxy_is_used() {
    VideoSourcePort proxied = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .proxy(ProxySelector.of((InetSocketAddress) PROXY.address()))
        .build()
        .videoSource();

    assertThat(proxied.usesProxy(URI.create("https://proxied.example"))).isTrue();
    assertThat(tasks.videoSource().usesProxy(URI.create("https://proxied.example")))
        .isFalse();
    assertThat(tasks.videoSource().usesProxy(gateway.baseUri())).isFalse();
  }

  @Test
  void keeps_no_video_that_does_not_fit_its_checksum() throws IOException {
    assertThatThrownBy(() -> download(VIDEO.withWrongChecksum()))
        .isInstanceOf(ChecksumMismatchException.class);

    assertThat(names()).isEmpty();
    assertThat(source.asked).containsExactly("0", "0");
    assertThat(events.events).containsExactly("it does not fit its checksum");
  }

  @Test
  void hands_a_video_over_to_a_stream() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();

    DownloadedVideo handed =
        builder().build().transfer(done(VIDEO.cutAfter(2_000_000, 1)), to, events);

    assertThat(to.toByteArray()).isEqualTo(bytes(VIDEO));
    assertThat(handed.file()).isNull();
    assertThat(handed.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(source.asked).containsExactly("0", "2000000 if it matches");
  }

  @Test
  void takes_no_byte_back_from_a_stream() {
    ByteArrayOutputStream to = new ByteArrayOutputStream();

    assertThatThrownBy(() -> builder()
            .build()
            .transfer(done(VIDEO.ignoringRanges().cutAfter(2_000_000, 1)), to, events))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("what the stream has got cannot be taken back");
  }

  @Test
  void tells_of_a_wrong_checksum_of_what_a_stream_has_got() {
    assertThatThrownBy(() -> builder()
            .build()
            .transfer(done(VIDEO.withWrongChecksum()), new ByteArrayOutputStream(), events))
        .isInstanceOf(ChecksumMismatchException.class);
  }

  @Test
  void serves_the_gateways_own_proxy_with_the_key() throws IOException {
    VideoTask proxied = done(GatewayQuirks.proxyUrl());

    builder().build().download(proxied, file());

    assertKept(FakeVideo.sample());
  }

  @Test
  void needs_a_task_that_has_a_video() {
    VideoDownloader videos = builder().build();
    VideoTask failed = done(TaskScript.failing("Data", "bad"));
    VideoTask running = done(TaskScript.succeeding().runningForQueries(5));

    assertThatThrownBy(() -> videos.download(failed, file()))
        .isInstanceOf(TaskFailedException.class);
    assertThatThrownBy(() -> videos.download(running, file()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no link yet");
  }

  @Nested
  class This_machine {
    private LocalFileException refused(VideoDownloader videos, FakeVideo video, Path to) {
      return catchThrowableOfType(
          LocalFileException.class, () -> videos.download(done(video), to, events));
    }

    @Test
    void keeps_an_existing_file_unless_told_otherwise() throws IOException {
      Files.writeString(file(), "mine");

      LocalFileException error = refused(builder().build(), VIDEO, file());

      assertThat(error)
          .hasMessageMatching(
              "(?s).*cat.mp4 exists already \\(task asyntask_.*, 0 bytes, 0 requests\\)"
                  + "\\. Choose another name, or allow it to be replaced\\.");
      assertThat(file()).hasContent("mine");
      assertThat(source.asked).isEmpty();
      builder().replaceExisting().build().download(done(VIDEO), file());
      assertKept(VIDEO);
    }

    @Test
    void keeps_a_file_that_came_meanwhile() throws IOException {
      events.onProgress = () -> write(file(), "mine");

      assertThat(refused(builder().build(), VIDEO, file())).hasMessageContaining("exists already");

      assertThat(file()).hasContent("mine");
    }

    @Test
    void needs_a_folder() {
      assertThat(refused(builder().build(), VIDEO, folder.resolve("none/cat.mp4")))
          .hasMessageStartingWith("There is no folder " + folder.resolve("none"));
      assertThat(refused(builder().build(), VIDEO, folder))
          .hasMessageStartingWith(folder + " is a folder");
      assertThat(source.asked).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void needs_a_folder_that_may_be_written_to() {
      Path kernels = Path.of("/sys/kernel"); // where nobody may create a file, not even root

      assertThat(refused(builder().build(), VIDEO, kernels.resolve("cat.mp4")))
          .hasMessageMatching("/sys/kernel must not be written to .*Change its permissions.*"
              + "|/sys/kernel/cat.mp4 cannot be written: Read-only file system .*");
      assertThat(source.asked).isEmpty();
    }

    @Test
    void needs_the_folder_to_the_end() throws IOException {
      Path gone = Files.createDirectory(folder.resolve("gone"));
      events.onProgress = () -> delete(gone);

      assertThat(refused(builder().build(), VIDEO, gone.resolve("cat.mp4")))
          .hasMessageStartingWith("The folder " + gone + " is not there any more");
    }

    @Test
    void needs_room() throws IOException {
      long tooLong = 1L << 55;
      FakeVideo huge = FakeVideo.ofSize(2_000_000);
      VideoDownloader videos = VideoDownloader.builder((link, from, ifMatch, stall) -> {
            VideoResponse answer = source.open(link, from, ifMatch, stall);
            return VideoResponse.of(
                200,
                name -> name.equals("Content-Length") ? Long.toString(tooLong) : null,
                answer.body());
          })
          .allowPrivateAddresses()
          .time(time)
          .build();

      assertThat(refused(videos, huge, file()))
          .hasMessageContaining(
              "The video has " + tooLong + " bytes, but " + folder + " has room for");
      assertThat(names()).isEmpty();
    }

    @Test
    void may_fail_while_writing() throws IOException {
      Path full = Path.of("/dev/full");
      try (OutputStream to =
          Files.exists(full) ? new FileOutputStream(full.toFile()) : brokenStream()) {
        LocalFileException error = catchThrowableOfType(
            LocalFileException.class, () -> builder().build().transfer(done(VIDEO), to, events));
        assertThat(error).hasMessageStartingWith("The stream that takes the video failed: ");
      }
      Files.createDirectory(folder.resolve("cat.mp4.happyhorse-part"));
      assertThat(refused(builder().build(), VIDEO, file()))
          .hasMessageContaining("cat.mp4 cannot be written");
    }

    private OutputStream brokenStream() throws IOException {
      OutputStream closed = Files.newOutputStream(folder.resolve("closed"));
      closed.close();
      return closed;
    }

    @Test
    void may_have_died_while_the_video_was_given_its_name() throws IOException {
      Files.writeString(file(), "whole");
      Files.createLink(folder.resolve("cat.mp4.happyhorse-part"), file());
      VideoDownloader videos = builder().replaceExisting().retries(0).build();

      assertThatThrownBy(() -> videos.download(done(VIDEO.cutAfter(10, 1)), file()))
          .isInstanceOf(StorageException.class);

      assertThat(file()).hasContent("whole");
    }

    @Test
    void may_lose_the_file_that_is_being_written() {
      Path part = folder.resolve("cat.mp4.happyhorse-part");
      events.onProgress = () -> {
        deleteFile(part);
        write(part, "somebody else's");
      };

      assertThat(refused(builder().build(), VIDEO, file()))
          .hasMessageStartingWith("Somebody took " + part + " away while it was written");

      assertThat(file()).doesNotExist();
    }

    @Test
    void lets_only_one_download_write_to_a_file() throws Exception {
      VideoDownloader videos = builder().build();
      VideoTask task = done(VIDEO);
      List<Throwable> second = new ArrayList<>();
      events.onProgress = () -> {
        for (int refused = second.size(); refused < 2; refused++) {
          second.add(catchThrowableOfType(Throwable.class, () -> videos.download(task, file())));
        }
      };

      videos.download(task, file(), events);

      assertThat(second)
          .hasSize(2) // being refused has not taken the mark of the first away
          .allSatisfy(error -> assertThat(error)
              .isInstanceOf(LocalFileException.class)
              .hasMessageContaining("Another download writes to " + file()));
      assertKept(VIDEO);
    }
  }

  @Nested
  class A_broken_transfer {
    @Test
    void goes_on_where_it_was_cut() throws IOException {
      download(VIDEO.cutAfter(1_500_000, 2));

      assertKept(VIDEO);
      assertThat(source.asked).containsExactly("0", "1500000 if it matches");
      assertThat(events.events).containsExactly("Retrying");
    }

    @Test
    void begins_anew_if_the_host_ignores_ranges() throws IOException {
      download(VIDEO.ignoringRanges().cutAfter(1_500_000, 1));

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("Retrying", "the host does not send parts");
    }

    @Test
    void begins_anew_if_the_video_has_changed() throws IOException {
      download(VIDEO.replacing(FakeVideo.ofSize(SIZE + 7).cutAfter(1_500_000, 1)));

      assertKept(VIDEO);
      assertThat(source.asked).containsExactly("0", "1500000 if it matches", "0");
      assertThat(events.events)
          .containsExactly("Retrying", "the video is not the one that was begun");
    }

    @Test
    void is_given_up_after_five_more_tries_in_a_row_and_is_gone_on_with_next_time()
        throws IOException {
      FakeVideo video = VIDEO.cutAfter(1_500_000, 1).refused(503, 7);
      VideoTask task = done(video);
      VideoDownloader videos = builder().build();

      StorageException error =
          catchThrowableOfType(StorageException.class, () -> videos.download(task, file(), events));

      assertThat(error.isTransient()).isTrue();
      assertThat(error)
          .hasMessageContaining("the host is in trouble (task " + task.id())
          .hasMessageContaining("1500000 of 3000000 bytes, 6 requests, HTTP 503");
      assertThat(events.events).hasSize(5).containsOnly("Retrying");
      assertThat(time.since(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(31));
      assertThat(names()).containsExactly("cat.mp4.happyhorse-note", "cat.mp4.happyhorse-part");
      assertThat(Files.readString(folder.resolve("cat.mp4.happyhorse-note")))
          .doesNotContain("Signature");

      DownloadedVideo kept = videos.download(task, file());

      assertThat(kept.resumed()).isTrue();
      assertKept(VIDEO);
      assertThat(source.asked.subList(6, source.asked.size()))
          .containsOnly("1500000 if it matches");
    }

    @Test
    void counts_anew_after_each_MiB() throws IOException {
      download(VIDEO.refused(503, 4).cutAfter(1_500_000, 1).refused(503, 4));

      assertKept(VIDEO);
    }

    @Test
    void is_one_that_stands_still() throws IOException {
      VideoTask task = done(VIDEO.stallingAfter(1_500_000));

      builder().stallTimeout(Duration.ofMillis(300)).build().download(task, file(), events);

      assertKept(VIDEO);
      assertThat(source.asked).containsExactly("0", "1500000 if it matches");
    }

    @Test
    void of_another_task_is_not_gone_on_with() throws IOException {
      VideoDownloader videos = builder().retries(0).build();
      VideoTask cut = done(VIDEO.cutAfter(1_500_000, 1));
      assertThatThrownBy(() -> videos.download(cut, file())).isInstanceOf(StorageException.class);

      assertThat(videos.download(done(VIDEO), file()).resumed()).isFalse();

      assertKept(VIDEO);
    }

    @Test
    void of_which_the_bytes_were_spoilt_begins_anew() throws IOException {
      VideoDownloader videos = builder().retries(0).build();
      VideoTask cut = done(VIDEO.cutAfter(1_500_000, 1));
      assertThatThrownBy(() -> videos.download(cut, file())).isInstanceOf(StorageException.class);
      Files.write(folder.resolve("cat.mp4.happyhorse-part"), new byte[1_500_000]);

      assertThat(videos.download(cut, file(), events).resumed()).isFalse();

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("it does not fit its checksum");
    }

    @Test
    void whose_note_cannot_be_read_begins_anew() throws IOException {
      for (String note : List.of("", "what?\n", "HappyHorse partial video 1\nx\n\n\nmany\n")) {
        VideoDownloader videos = builder().retries(0).build();
        VideoTask cut = done(VIDEO.cutAfter(1_500_000, 1));
        assertThatThrownBy(() -> videos.download(cut, file())).isInstanceOf(StorageException.class);
        Files.writeString(folder.resolve("cat.mp4.happyhorse-note"), note);

        assertThat(videos.download(cut, file()).resumed()).isFalse();

        assertKept(VIDEO);
        Files.delete(file());
      }
    }

    @Test
    void is_not_asked_for_again_if_it_will_not_help() {
      assertThat(catchThrowableOfType(StorageException.class, () -> download(VIDEO.gone())))
          .hasMessageContaining("it is not there any more")
          .hasMessageContaining("HTTP 404")
          .hasMessageContaining("it said: NoSuchKey The specified key does not exist.");
      assertThat(source.asked).hasSize(1);
    }

    @Test
    void is_given_up_if_the_host_sends_no_parts_and_cuts_them_all() {
      assertThatThrownBy(() -> download(VIDEO.ignoringRanges().cutAfter(1_500_000, 50)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("1500000 of 3000000 bytes");

      assertThat(source.asked)
          .hasSize(6); // the first brings more than a MiB, the others nothing new
    }

    @Test
    void begins_anew_if_versions_cannot_be_told_apart() throws IOException {
      altered(answer -> with(answer, answer.status(), null, answer.range()))
          .download(done(VIDEO.cutAfter(1_500_000, 1)), file(), events);

      assertKept(VIDEO);
      assertThat(source.asked).containsExactly("0", "0");
    }

    @Test
    void begins_anew_if_the_part_is_another_than_was_asked_for() throws IOException {
      List<VideoResponse.Range> wrong = List.of(
          new VideoResponse.Range(1_499_999, SIZE - 1, (long) SIZE),
          new VideoResponse.Range(1_500_000, SIZE - 2, (long) SIZE),
          new VideoResponse.Range(1_500_000, SIZE, (long) SIZE + 1));
      for (VideoResponse.Range range : wrong) {
        altered(answer ->
                with(answer, answer.status(), answer.eTag(), answer.range() == null ? null : range))
            .download(done(VIDEO.cutAfter(1_500_000, 1)), file(), events);

        assertKept(VIDEO);
        Files.delete(file());
      }
      altered(answer ->
              with(answer, answer.range() == null ? answer.status() : 416, answer.eTag(), null))
          .download(done(VIDEO.cutAfter(1_500_000, 1)), file(), events);
      assertKept(VIDEO);
      assertThat(events.events)
          .filteredOn("the video is not the one that was begun"::equals)
          .hasSize(4);
    }

    private VideoDownloader altered(UnaryOperator<VideoResponse> change) {
      return VideoDownloader.builder(
              (link, from, ifMatch, stall) -> change.apply(source.open(link, from, ifMatch, stall)))
          .allowPrivateAddresses()
          .time(time)
          .build();
    }

    private VideoResponse with(
        VideoResponse answer,
        int status,
        @Nullable String eTag,
        VideoResponse.@Nullable Range range) {
      Long checksum = answer.checksum();
      return VideoResponse.of(
          status,
          name -> switch (name) {
            case "Content-Type" -> answer.contentType();
            case "Content-Length" -> String.valueOf(answer.length());
            case "x-oss-hash-crc64ecma" ->
              checksum == null ? null : Long.toUnsignedString(checksum);
            case "ETag" -> eTag;
            case "Content-Range" ->
              range == null
                  ? null
                  : "bytes " + range.from() + "-" + range.to() + "/" + range.total();
            default -> null;
          },
          answer.body());
    }

    @Test
    void is_also_a_web_page_in_place_of_the_video() throws IOException {
      Map<String, String> html = Map.of("Content-Type", "text/html; charset=utf-8");

      download(VIDEO.respondingFirst(200, html, "<!doctype html><title>Sign in</title>"));

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("Retrying");
    }

    @Test
    void survives_the_death_of_its_process() throws Exception {
      VideoTask task = done(VIDEO.stallingAfter(2_000_000));
      Path part = folder.resolve("cat.mp4.happyhorse-part");
      Process child = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              DownloadingProcess.class.getName(),
              gateway.baseUri().toString(),
              task.id().value(),
              file().toString())
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("child.log").toFile())
          .start();
      child.getOutputStream().write((gateway.apiKey() + "\n").getBytes(StandardCharsets.UTF_8));
      child.getOutputStream().flush();
      while (child.isAlive() && !(Files.exists(part) && Files.size(part) == 2_000_000)) {
        child.waitFor(20, TimeUnit.MILLISECONDS);
      }
      assertThat(child.isAlive())
          .as(Files.readString(folder.resolve("child.log")))
          .isTrue();
      assertThatThrownBy(() -> builder().build().download(task, file()))
          .isInstanceOf(LocalFileException.class)
          .hasMessageStartingWith("Another download writes to " + file());
      assertThatThrownBy(() -> builder().build().download(task, file()))
          .isInstanceOf(LocalFileException.class); // asking has not taken the lock away
      child.destroyForcibly().waitFor();
      Files.delete(folder.resolve("child.log"));

      DownloadedVideo kept = builder().build().download(task, file());

      assertThat(kept.resumed()).isTrue();
      assertThat(source.asked).containsExactly("2000000 if it matches");
      assertKept(VIDEO);
    }
  }

  @Nested
  class A_link {
    @Test
    void that_has_expired_is_refused_by_the_storage_host_alone() {
      VideoTask task = done(VIDEO);
      time.advance(Duration.ofHours(25));

      LinkExpiredException error = catchThrowableOfType(
          LinkExpiredException.class, () -> builder().build().download(task, file(), events));

      assertThat(error.expiredAt()).isEqualTo(START.plus(Duration.ofHours(24)));
      assertThat(error)
          .hasMessageStartingWith(
              "The storage host says that the link to the video has expired, and there is no fresh one");
      assertThat(source.asked).containsExactly("0");
      assertThat(gateway.queries(task.id())).isEqualTo(2);
    }

    @Test
    void that_is_over_is_renewed_if_the_gateway_has_a_fresh_one() throws IOException {
      VideoTask task = done(VIDEO.linkedFor(Duration.ofHours(24), true));
      time.advance(Duration.ofHours(25));

      builder().build().download(task, file(), events);

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("LinkRenewed");
    }

    @Test
    void is_not_renewed_if_nobody_is_there_to_ask_or_answers() {
      VideoTask task = done(VIDEO);
      time.advance(Duration.ofHours(25));
      VideoDownloader alone = VideoDownloader.builder(source).time(time).build();
      NetworkException down = new NetworkException("down", QueryDetails.of(task.id()), null);
      VideoDownloader unanswered = builder()
          .freshLinksFrom((id, within) -> {
            throw down;
          })
          .build();

      assertThatThrownBy(() -> alone.download(task, file()))
          .isInstanceOf(LinkExpiredException.class);
      assertThatThrownBy(() -> unanswered.download(task, file()))
          .isInstanceOf(LinkExpiredException.class)
          .hasCause(down);
    }

    @Test
    void that_the_storage_host_finds_over_is_renewed_once() throws IOException {
      VirtualTime slow = VirtualTime.lenient(START.minus(Duration.ofDays(3)));
      VideoTask task = done(VIDEO.linkedFor(Duration.ofHours(1), true));
      VideoTask hopeless = done(VIDEO);
      time.advance(Duration.ofHours(25));
      VideoDownloader videos = builder().time(slow).build();

      videos.download(task, file(), events);

      assertKept(VIDEO);
      assertThat(events.events).contains("LinkRenewed");
      assertThat(source.asked).containsExactly("0", "0");
      LinkExpiredException error = catchThrowableOfType(
          LinkExpiredException.class, () -> videos.download(hopeless, folder.resolve("2.mp4")));
      assertThat(error.details().httpStatus()).isEqualTo(403);
      assertThat(error).hasMessageContaining("AccessDenied Request has expired.");
    }

    @Test
    void is_judged_by_the_servers_clock() throws IOException {
      VirtualTime slow = VirtualTime.lenient(START.minus(Duration.ofHours(3)));
      VirtualTime fast = VirtualTime.lenient(START.plus(Duration.ofHours(50)));
      VideoTask task = done(VIDEO);
      time.advance(Duration.ofHours(23));

      builder().time(slow).build().download(task, file(), events);
      assertKept(VIDEO);
      assertThat(events.events).containsExactly("LinkExpiresSoon");
      Files.delete(file());
      builder().time(fast).build().download(task, file(), events);

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("LinkExpiresSoon", "LinkExpiresSoon");
    }

    @Test
    void that_will_soon_be_over_is_told_of() throws IOException {
      VideoTask task = done(VIDEO);
      time.advance(Duration.ofHours(22).plusSeconds(1));

      builder().build().download(task, file(), events);

      assertKept(VIDEO);
      assertThat(events.events).containsExactly("LinkExpiresSoon");
    }

    @Test
    void may_redirect_five_times() throws IOException {
      download(VIDEO.redirected("", 5));

      assertKept(VIDEO);
      assertThatThrownBy(() ->
              builder().build().download(done(VIDEO.redirected("", 6)), folder.resolve("2.mp4")))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("it redirects more than 5 times");
    }

    @Test
    void may_not_redirect_anywhere() {
      Map<String, String> refused = Map.of(
          "file:///etc/passwd", "it redirects to what is no http or https URL",
          "http://10.1.2.3/secret?x=1", "its address, http://10.1.2.3, is one of a private network",
          "http://169.254.169.254/latest", "is one of a private network",
          "http://[fd00::1]/", "is one of a private network",
          "http://a b/", "it redirects to what is no http or https URL");
      refused.forEach(
          (location, problem) -> assertThatThrownBy(() -> download(VIDEO.redirected(location, 1)))
              .isInstanceOf(StorageException.class)
              .hasMessageContaining(problem)
              .hasMessageNotContaining("secret"));
    }

    @Test
    void to_this_machine_is_refused_unless_the_gateway_is_on_it_or_it_is_allowed()
        throws IOException {
      VideoSourcePort elsewhere =
          (link, from, ifMatch, stall) -> source.real.open(link, from, ifMatch, stall);
      VideoTask task = done(VIDEO);

      assertThatThrownBy(
              () -> VideoDownloader.builder(elsewhere).time(time).build().download(task, file()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("which must be allowed first");
      VideoDownloader.builder(elsewhere)
          .allowPrivateAddresses()
          .time(time)
          .build()
          .download(task, file());

      assertKept(VIDEO);
    }
  }

  @Nested
  class Progress {
    @Test
    void is_told_from_the_beginning_to_the_end() throws IOException {
      download(VIDEO);

      assertThat(events.progress).hasSize(2); // in virtual time no more
      assertThat(events.progress.get(0).bytes()).isZero();
      assertThat(events.progress.get(0).total()).isEqualTo(SIZE);
      assertThat(events.progress.get(1).bytes()).isEqualTo(SIZE);
    }

    @Test
    void is_told_ten_times_a_second_at_most_and_with_a_rate() throws IOException {
      DownloadListener slow = new DownloadListener() {
        @Override
        public void onProgress(DownloadProgress now) {
          events.progress.add(now);
        }
      };
      VideoSourcePort dripping = (link, from, ifMatch, stall) -> {
        VideoResponse answer = source.open(link, from, ifMatch, stall);
        return VideoResponse.of(
            200, name -> null, new DrippingStream(answer.body(), time, Duration.ofMillis(10)));
      };

      VideoDownloader.builder(dripping)
          .allowPrivateAddresses()
          .time(time)
          .build()
          .download(done(VIDEO), file(), slow);

      assertThat(events.progress).hasSizeBetween(10, 60);
      assertThat(events.progress.get(5).bytesPerSecond()).isBetween(900_000.0, 1_100_000.0);
      assertThat(events.progress.get(5).total()).isNull();
    }

    @Test
    void may_be_told_to_a_listener_with_a_defect() throws IOException {
      List<Throwable> uncaught = new CopyOnWriteArrayList<>();
      Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
      events.onProgress = () -> {
        throw new IllegalStateException("broken");
      };

      download(VIDEO);

      assertKept(VIDEO);
      assertThat(uncaught).hasSize(2);
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
  }

  @Nested
  class An_interrupt {
    @Test
    void ends_a_download_which_can_be_gone_on_with() throws IOException {
      VideoTask task = done(VIDEO);
      events.onProgress = Thread.currentThread()::interrupt;

      assertThatThrownBy(() -> builder().build().download(task, file(), events))
          .isInstanceOf(DownloadInterruptedException.class)
          .hasMessageContaining("task " + task.id());

      assertThat(Thread.interrupted()).isTrue();
      assertThat(names()).doesNotContain("cat.mp4");
      builder().build().download(task, file());
      assertKept(VIDEO);
    }

    @Test
    void before_it_begins_costs_no_byte_that_has_come() throws IOException {
      VideoDownloader videos = builder().retries(0).build();
      VideoTask cut = done(VIDEO.cutAfter(2_000_000, 1));
      assertThatThrownBy(() -> videos.download(cut, file())).isInstanceOf(StorageException.class);

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> videos.download(cut, file()))
          .isInstanceOf(DownloadInterruptedException.class);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(videos.download(cut, file()).resumed()).isTrue();
      assertKept(VIDEO);
    }

    @Test
    void while_a_fresh_link_is_asked_for_is_one() {
      VideoTask task = done(VIDEO);
      time.advance(Duration.ofHours(25));
      VideoDownloader videos = builder()
          .freshLinksFrom((id, within) -> {
            Thread.currentThread().interrupt();
            return tasks.query(id, within);
          })
          .build();

      assertThatThrownBy(() -> videos.download(task, file()))
          .isInstanceOf(DownloadInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ends_one_that_stands_still_or_pauses() {
      VideoTask silent = done(VIDEO.stallingAfter(10));
      VideoTask refused = done(VIDEO.refused(503, 1));
      CompletableFuture<Thread> begun = new CompletableFuture<>();
      events.onProgress = () -> begun.complete(Thread.currentThread());
      CompletableFuture<Void> interrupting = begun.thenAcceptAsync(thread -> {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
          Thread.onSpinWait();
        }
        thread.interrupt();
      });

      assertThatThrownBy(() -> builder().build().download(silent, file(), events))
          .isInstanceOf(DownloadInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(interrupting).succeedsWithin(Duration.ofSeconds(5));
      DownloadListener impatient = new DownloadListener() {
        @Override
        public void onProgress(DownloadProgress now) {}

        @Override
        public void onEvent(DownloadEvent event) {
          Thread.currentThread().interrupt();
        }
      };
      assertThatThrownBy(() -> builder().build().download(refused, file(), impatient))
          .isInstanceOf(DownloadInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Nested
  class Many {
    @Test
    void are_kept_those_that_expire_first_before_the_others() throws IOException {
      List<VideoTask> all = new ArrayList<>();
      for (int task = 0; task < 6; task++) {
        all.add(done(VIDEO.linkedFor(Duration.ofHours(30 - task), false)));
      }
      List<TaskId> order = new CopyOnWriteArrayList<>();
      VideoSourcePort noting = new VideoSourcePort() {
        @Override
        public VideoResponse open(
            ResultLink link, long from, @Nullable String ifMatch, Duration stall)
            throws IOException {
          all.stream()
              .filter(task -> link.equals(task.link()))
              .forEach(task -> order.add(task.id()));
          return source.open(link, from, ifMatch, stall);
        }

        @Override
        public @Nullable URI origin() {
          return source.origin();
        }
      };
      VideoTask failed = done(TaskScript.failing("Data", "bad"));
      all.add(0, failed);

      Map<TaskId, DownloadOutcome> outcomes = VideoDownloader.builder(noting)
          .maxAtOnce(1)
          .time(time)
          .build()
          .downloadAll(all, task -> folder.resolve(task.id() + ".mp4"));

      assertThat(outcomes.keySet())
          .containsExactlyElementsOf(all.stream().map(VideoTask::id).toList());
      assertThat(outcomes.get(failed.id())).isInstanceOf(DownloadOutcome.Failed.class);
      assertThat(outcomes.values())
          .filteredOn(DownloadOutcome.Kept.class::isInstance)
          .hasSize(6);
      List<TaskId> expected = new ArrayList<>();
      all.subList(1, 7).forEach(task -> expected.add(0, task.id()));
      assertThat(order).containsExactlyElementsOf(expected);
      assertThat(names()).hasSize(6).allMatch(name -> name.endsWith(".mp4"));
    }

    @Test
    void may_wait_while_another_pauses() throws IOException {
      List<VideoTask> all =
          List.of(done(VIDEO.refused(503, 2)), done(VIDEO), done(VIDEO.refused(503, 1)));

      Map<TaskId, DownloadOutcome> outcomes = builder()
          .maxAtOnce(1)
          .build()
          .downloadAll(all, task -> folder.resolve(task.id() + ".mp4"));

      assertThat(outcomes.values()).hasSize(3).allMatch(DownloadOutcome.Kept.class::isInstance);
    }

    @Test
    void end_with_an_interrupt_each_with_an_error_of_its_own() {
      List<VideoTask> all = List.of(done(VIDEO.stallingAfter(10)), done(VIDEO));
      Thread.currentThread().interrupt();

      Map<TaskId, DownloadOutcome> outcomes = builder()
          .maxAtOnce(1)
          .build()
          .downloadAll(all, task -> folder.resolve(task.id() + ".mp4"));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcomes.values())
          .allSatisfy(outcome -> assertThat(outcome)
              .isInstanceOfSatisfying(DownloadOutcome.Failed.class, failed -> {
                assertThat(failed.error()).isInstanceOf(DownloadInterruptedException.class);
                assertThat(((DownloadException) failed.error()).taskId())
                    .isEqualTo(failed.taskId());
              }));
    }

    @Test
    void can_be_cancelled() throws Exception {
      VideoTask task = done(VIDEO.stallingAfter(10));
      CompletableFuture<Void> begun = new CompletableFuture<>();
      events.onProgress = () -> begun.complete(null);
      VideoDownloader videos = builder().maxAtOnce(1).build();
      CompletableFuture<DownloadedVideo> download = videos.start(task, file(), events);
      begun.get(5, TimeUnit.SECONDS);

      download.cancel(true);

      assertThat(videos.start(done(VIDEO), folder.resolve("2.mp4"), progress -> {}))
          .succeedsWithin(Duration.ofSeconds(5));
      assertThat(file()).doesNotExist();
    }
  }

  @Test
  void is_one_call_with_the_wait_for_the_task() throws IOException {
    TaskId id = gateway.accept(TaskScript.succeeding()
        .queuedFor(Duration.ofSeconds(20))
        .runningFor(Duration.ofSeconds(90))
        .video(VIDEO));
    try (TaskWatcher watcher = TaskWatcher.of(tasks, time)) {
      DownloadedVideo kept =
          watcher.awaitAndKeep(id, Duration.ofMinutes(15), builder().build(), file());

      assertThat(kept.taskId()).isEqualTo(id);
    }
    assertKept(VIDEO);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException trouble) {
      throw new AssertionError(trouble);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException trouble) {
      throw new AssertionError(trouble);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException trouble) {
      throw new AssertionError(trouble);
    }
  }
}
