package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.time.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A task with a link, and a storage host in memory with scripted responses. */
final class DownloadFixture {
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");
  static final TaskId TASK = TaskId.of("asyntask_A");
  static final int SIZE = 300_824;
  static final byte[] VIDEO = video(1, SIZE);

  final VirtualTime time = VirtualTime.lenient(START);
  final Host host = new Host(time);
  final Events events = new Events();

  /** Returns bytes that begin like an MP4 file; the others depend on the seed. */
  static byte[] video(long seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    byte[] box = "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(box, 0, bytes, 0, Math.min(box.length, size));
    return bytes;
  }

  static VideoTask done() {
    return done("https://192.0.2.1/v.mp4?Signature=secret");
  }

  static VideoTask done(String url) {
    return VideoTask.builder(TASK, "SUCCESS", START)
        .link(ResultLink.parse(url, null, START))
        .build();
  }

  VideoDownloaderBuilder builder() {
    return VideoDownloader.builderFrom(host).time(time);
  }

  static Response response(int status) {
    return new Response(status);
  }

  /** A response of the whole video, with its length and an ETag. */
  static Response whole() {
    return response(200)
        .with("Content-Type", "video/mp4")
        .with("Content-Length", Integer.toString(SIZE))
        .with("ETag", "\"A\"")
        .body(VIDEO);
  }

  /** A response of the rest of the video, with its range and an ETag. */
  static Response rest(int status, int from) {
    return response(status)
        .with("Content-Type", "video/mp4")
        .with("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE)
        .with("ETag", "\"A\"")
        .body(Arrays.copyOfRange(VIDEO, from, SIZE));
  }

  /** A response of the host. */
  static final class Response {
    private int status;
    private final Map<String, String> headers = new HashMap<>();
    private byte[] body = {};
    private int end = Integer.MAX_VALUE;
    private boolean breaks;

    Response(int status) {
      this.status = status;
    }

    Response withStatus(int other) {
      status = other;
      return this;
    }

    Response with(String name, String value) {
      headers.put(name, value);
      return this;
    }

    Response without(String name) {
      headers.remove(name);
      return this;
    }

    @Nullable
    String header(String name) {
      return headers.get(name);
    }

    Response body(byte[] bytes) {
      body = bytes;
      return this;
    }

    Response body(String text) {
      return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Fails after a number of bytes. */
    Response cutAfter(int bytes) {
      return endingAfter(bytes, true);
    }

    /** Ends after a number of bytes, with an error or normally. */
    Response endingAfter(int bytes, boolean withError) {
      end = bytes;
      breaks = withError;
      return this;
    }

    VideoResponse stream() {
      return stream(UnaryOperator.identity());
    }

    VideoResponse stream(UnaryOperator<InputStream> wrapped) {
      InputStream bytes = new ByteArrayInputStream(body, 0, Math.min(end, body.length));
      return VideoResponse.of(
          status,
          headers::get,
          wrapped.apply(breaks ? new SequenceInputStream(bytes, new BrokenStream()) : bytes));
    }
  }

  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      throw new IOException("Connection reset");
    }
  }

  /** A storage host that sends its responses in turn, repeats the last one, and records the requests and their times. */
  static final class Host implements VideoSourcePort {
    private final VirtualTime time;
    private final Deque<Object> responses = new ArrayDeque<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Instant> times = new CopyOnWriteArrayList<>();
    final List<String> urls = new CopyOnWriteArrayList<>();

    Host(VirtualTime time) {
      this.time = time;
    }

    Host sends(Response... more) {
      responses.addAll(List.of(more));
      return this;
    }

    Host fails(IOException error) {
      responses.add(error);
      return this;
    }

    @Override
    public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
        throws IOException {
      requests.add(from + (ifMatch == null ? "" : " if " + ifMatch));
      times.add(time.instant());
      urls.add(link.reveal().toString());
      Object next = responses.size() > 1 ? responses.remove() : responses.element();
      if (next instanceof IOException error) {
        throw error;
      }
      return ((Response) next).stream();
    }
  }

  /** Records the events of a download. */
  static final class Events implements DownloadListener {
    final List<DownloadEvent> all = new ArrayList<>();
    Runnable onProgress = () -> {};

    @Override
    public void onProgress(DownloadProgress progress) {
      onProgress.run();
    }

    @Override
    public void onEvent(DownloadEvent event) {
      all.add(event);
    }

    List<String> names() {
      return all.stream()
          .map(event -> event instanceof DownloadEvent.Restarted restarted
              ? restarted.why()
              : event.getClass().getSimpleName())
          .toList();
    }
  }
}
