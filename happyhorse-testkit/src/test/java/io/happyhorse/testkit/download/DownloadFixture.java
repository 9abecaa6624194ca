package io.happyhorse.testkit.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.happyhorse.core.download.DownloadEvent;
import io.happyhorse.core.download.DownloadListener;
import io.happyhorse.core.download.DownloadProgress;
import io.happyhorse.core.download.DownloadedVideo;
import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.download.VideoDownloaderBuilder;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeVideo;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.TaskScript;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gateway in memory, a folder, and the requests and events of a download. */
final class DownloadFixture {
  static final int SIZE = 3_000_000;
  static final FakeVideo VIDEO = FakeVideo.ofSize(SIZE);
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");

  final VirtualTime time = VirtualTime.lenient(START);
  final InMemoryTaskQuery gateway = InMemoryTaskQuery.on(time);
  final Source source = new Source(gateway);
  final Events events = new Events();
  final Path folder;

  DownloadFixture(Path folder) {
    this.folder = folder;
  }

  /** A source that records the requests. */
  static final class Source implements VideoSourcePort {
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

    @Override
    public boolean usesProxy(URI origin) {
      return real.usesProxy(origin);
    }
  }

  /** A listener that records progress and events. */
  static final class Events implements DownloadListener {
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

  VideoDownloaderBuilder builder() {
    return VideoDownloader.builderFrom(source).freshLinksFrom(gateway).time(time);
  }

  VideoTask done(FakeVideo video) {
    return done(TaskScript.succeeding().video(video));
  }

  VideoTask done(TaskScript script) {
    return gateway.query(gateway.accept(script));
  }

  Path file() {
    return folder.resolve("cat.mp4");
  }

  DownloadedVideo download(FakeVideo video) {
    return builder().build().download(done(video), file(), events);
  }

  static byte[] bytes(FakeVideo video) throws IOException {
    return video.open(0, video.size()).readAllBytes();
  }

  void assertDownloaded(FakeVideo video) throws IOException {
    assertThat(file()).hasBinaryContent(bytes(video));
    assertThat(names()).containsExactly("cat.mp4");
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
