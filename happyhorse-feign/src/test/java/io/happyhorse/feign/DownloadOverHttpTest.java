package io.happyhorse.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.error.DownloadInterruptedException;
import io.happyhorse.core.error.LocalFileException;
import io.happyhorse.core.error.StorageException;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.GatewayQuirks;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the download that need the adapter and real connections; all others run in memory in the test kit. */
class DownloadOverHttpTest {
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

  private final Source source = new Source(tasks);
  private final Events events = new Events();

  @TempDir
  Path folder;

  /** Records the requests. */
  private static final class Source implements VideoSourcePort {
    private final VideoSourcePort real;
    final List<String> requests = new CopyOnWriteArrayList<>();

    Source(VideoSourcePort real) {
      this.real = real;
    }

    @Override
    public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
        throws IOException {
      requests.add(from + (ifMatch == null ? "" : " if it matches"));
      return real.open(link, from, ifMatch, stall);
    }

    @Override
    public @Nullable URI origin() {
      return real.origin();
    }
  }

  private static final class Events implements DownloadListener {
    final List<DownloadProgress> progress = new CopyOnWriteArrayList<>();
    final List<String> names = new CopyOnWriteArrayList<>();
    volatile Runnable onProgress = () -> {};

    @Override
    public void onProgress(DownloadProgress now) {
      progress.add(now);
      onProgress.run();
    }

    @Override
    public void onEvent(DownloadEvent event) {
      names.add(
          event instanceof DownloadEvent.Restarted restarted
              ? restarted.why()
              : event.getClass().getSimpleName());
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
    time.close();
  }

  private VideoDownloaderBuilder builder() {
    return VideoDownloader.builderFrom(source).freshLinksFrom(tasks).time(time);
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

  private void assertDownloaded(FakeVideo video) throws IOException {
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
  void downloads_a_video_and_verifies_its_checksum() throws IOException {
    DownloadedVideo video = download(VIDEO);

    assertDownloaded(VIDEO);
    assertThat(video.file()).isEqualTo(file());
    assertThat(video.bytes()).isEqualTo(SIZE);
    assertThat(video.check()).isEqualTo(DownloadedVideo.Check.CRC64);
    assertThat(video.resumed()).isFalse();
    assertThat(source.requests).containsExactly("0");
    assertThat(events.names).isEmpty();
  }

  @Test
  void resumes_where_a_connection_was_cut() throws IOException {
    download(VIDEO.cutAfter(1_500_000, 2));

    assertDownloaded(VIDEO);
    assertThat(source.requests).containsExactly("0", "1500000 if it matches");
    assertThat(events.names).containsExactly("Retrying");
  }

  @Test
  void requests_the_bytes_without_encoding() {
    try (CannedGateway host =
        new CannedGateway().responds(404, Map.of(), "").responds(404, Map.of(), "")) {
      VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
          .link(ResultLink.parse(host.url() + "/v.mp4", null, START))
          .build();

      assertThatThrownBy(() -> builder().build().download(task, file()))
          .isInstanceOf(StorageException.class);

      assertThat(host.headers.get(0).get("Accept-Encoding")).containsExactly("identity");
    }
  }

  @Test
  void follows_a_redirect_in_raw_utf_8() throws IOException {
    byte[] location = "/1d/猫兄-plain.mp4?x=1".getBytes(StandardCharsets.UTF_8);
    try (CannedGateway host = new CannedGateway()
        .responds(302, Map.of("Location", new String(location, StandardCharsets.ISO_8859_1)), "")
        .responds(200, Map.of("Content-Type", "video/mp4"), bytes(FakeVideo.sample()))) {
      VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
          .link(ResultLink.parse(host.url() + "/{v}.mp4", null, START))
          .build();

      DownloadedVideo video = builder().build().download(task, file());

      assertThat(video.bytes()).isEqualTo(FakeVideo.sample().size());
      assertThat(host.paths).containsExactly("/{v}.mp4", "/1d/猫兄-plain.mp4");
    }
  }

  @Test
  void reports_an_underscore_in_a_host_name() {
    VideoTask task = VideoTask.builder(TaskId.of("A"), "SUCCESS", START)
        .link(ResultLink.parse("https://my_videos.example/v.mp4?Signature=secret", null, START))
        .build();

    assertThatThrownBy(() -> builder().allowPrivateAddresses().build().download(task, file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(
            "Java's HTTP client does not support host names with an underscore such as my_videos.example")
        .hasMessageContaining("such as curl")
        .hasMessageNotContaining("secret");
    assertThat(source.requests).hasSize(1);
  }

  @Test
  void reports_where_a_proxy_is_used() {
    VideoSourcePort proxied = FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri().toString())
        .proxy(ProxySelector.of((InetSocketAddress) PROXY.address()))
        .build();

    assertThat(proxied.usesProxy(URI.create("https://proxied.example"))).isTrue();
    assertThat(tasks.usesProxy(URI.create("https://proxied.example"))).isFalse();
    assertThat(tasks.usesProxy(gateway.baseUri())).isFalse();
  }

  @Test
  void sends_the_key_to_the_gateways_own_video_endpoint() throws IOException {
    VideoTask proxied = done(GatewayQuirks.proxyUrl());

    builder().build().download(proxied, file());

    assertDownloaded(FakeVideo.sample());
  }

  @Test
  void resumes_after_the_stall_timeout() throws IOException {
    VideoTask task = done(VIDEO.stallingAfter(1_500_000));

    builder().stallTimeout(Duration.ofSeconds(2)).build().download(task, file(), events);

    assertDownloaded(VIDEO);
    assertThat(source.requests).containsExactly("0", "1500000 if it matches");
  }

  @Test
  void resumes_after_its_process_was_killed() throws Exception {
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
        .isInstanceOf(LocalFileException.class); // the first attempt has not released the lock
    child.destroyForcibly().waitFor();
    Files.delete(folder.resolve("child.log"));

    DownloadedVideo video = builder().build().download(task, file());

    assertThat(video.resumed()).isTrue();
    assertThat(source.requests).containsExactly("2000000 if it matches");
    assertDownloaded(VIDEO);
  }

  @Test
  void refuses_links_to_this_machine_unless_they_are_allowed() throws IOException {
    VideoSourcePort withoutOrigin =
        (link, from, ifMatch, stall) -> source.real.open(link, from, ifMatch, stall);
    VideoTask task = done(VIDEO);

    assertThatThrownBy(() ->
            VideoDownloader.builderFrom(withoutOrigin).time(time).build().download(task, file()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("which must be allowed first");
    VideoDownloader.builderFrom(withoutOrigin)
        .allowPrivateAddresses()
        .time(time)
        .build()
        .download(task, file());

    assertDownloaded(VIDEO);
  }

  @Test
  void refuses_redirects_to_private_networks() {
    Map<String, String> refused = Map.of(
        "file:///etc/passwd", "it redirects to a URL that is neither http nor https",
        "http://10.1.2.3/secret?x=1", "its address, http://10.1.2.3, is in a private network",
        "http://169.254.169.254/latest", "is in a private network",
        "http://[fd00::1]/", "is in a private network",
        "http://a b/", "it redirects to a URL that is neither http nor https");
    refused.forEach(
        (location, problem) -> assertThatThrownBy(() -> download(VIDEO.redirected(location, 1)))
            .isInstanceOf(StorageException.class)
            .hasMessageContaining(problem)
            .hasMessageNotContaining("secret"));
  }

  @Test
  void ends_on_an_interrupt_during_a_stall_or_a_pause() {
    VideoTask stalling = done(VIDEO.stallingAfter(10));
    VideoTask refused = done(VIDEO.refused(503, 1));
    CompletableFuture<Thread> started = new CompletableFuture<>();
    events.onProgress = () -> started.complete(Thread.currentThread());
    CompletableFuture<Void> interrupting = started.thenAcceptAsync(thread -> {
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      thread.interrupt();
    });

    assertThatThrownBy(() -> builder().build().download(stalling, file(), events))
        .isInstanceOf(DownloadInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    interrupting.join();
    DownloadListener interrupter = new DownloadListener() {
      @Override
      public void onProgress(DownloadProgress now) {}

      @Override
      public void onEvent(DownloadEvent event) {
        Thread.currentThread().interrupt();
      }
    };
    assertThatThrownBy(() -> builder().build().download(refused, file(), interrupter))
        .isInstanceOf(DownloadInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void can_be_cancelled_in_the_background() throws Exception {
    VideoTask task = done(VIDEO.stallingAfter(10));
    CompletableFuture<Void> started = new CompletableFuture<>();
    events.onProgress = () -> started.complete(null);
    VideoDownloader videos = builder().maxConcurrent(1).build();
    CompletableFuture<DownloadedVideo> download = videos.start(task, file(), events);
    started.get();

    download.cancel(true);

    assertThat(
            videos.start(done(VIDEO), folder.resolve("2.mp4"), progress -> {}).join())
        .isNotNull();
    assertThat(file()).doesNotExist();
  }
}
