package io.happyhorse.core.download;

import io.happyhorse.core.download.DownloadFixture.Response;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.time.VirtualTime;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A storage host in memory that serves parts of a video to several threads. A request is named after its range, such as {@code 0-} or
 * {@code 20000-39999}; the response to each can be replaced.
 */
final class RangeHost implements VideoSourcePort {
  private final VirtualTime time;
  private final Map<String, Exchange> replaced = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  final Map<String, Instant> times = new ConcurrentHashMap<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> parts = new CopyOnWriteArrayList<>();
  volatile byte[] video = DownloadFixture.VIDEO;
  volatile String eTag = "\"A\"";

  /** How long it takes to close a response. */
  volatile Duration closing = Duration.ZERO;

  /** Whether closing the response to a part fails. */
  volatile boolean failsToClose;

  /** Returns the response to one request, given the regular one. */
  interface Exchange {
    Response respond(Response regular) throws IOException, InterruptedException;
  }

  RangeHost(VirtualTime time) {
    this.time = time;
  }

  RangeHost on(String request, Exchange exchange) {
    replaced.put(request, exchange);
    return this;
  }

  /** Replaces the first response to a request. */
  RangeHost onceOn(String request, Exchange exchange) {
    return on(request, regular -> {
      replaced.remove(request);
      return exchange.respond(regular);
    });
  }

  /** Returns the number of responses that are not closed. */
  int openResponses() {
    return open.get();
  }

  int mostOpenResponses() {
    return mostOpen.get();
  }

  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    requests.add(from + "-");
    Response whole = DownloadFixture.response(200)
        .with("Content-Length", Integer.toString(video.length))
        .body(video);
    return respond(from + "-", from == 0 ? whole : part((int) from, video.length - 1), ifMatch);
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    parts.add(from + "-" + to);
    return respond(from + "-" + to, part((int) from, (int) to), ifMatch);
  }

  private Response part(int from, int to) {
    return DownloadFixture.response(206)
        .with("Content-Length", Integer.toString(to + 1 - from))
        .with("Content-Range", "bytes " + from + "-" + to + "/" + video.length)
        .body(Arrays.copyOfRange(video, from, to + 1));
  }

  private VideoResponse respond(String request, Response regular, @Nullable String ifMatch)
      throws IOException {
    times.put(request, time.instant());
    Response response = ifMatch == null || ifMatch.equals(eTag)
        ? regular
            .with("Content-Type", "video/mp4")
            .with("Accept-Ranges", "bytes")
            .with("ETag", eTag)
        : DownloadFixture.response(412);
    Exchange exchange = replaced.get(request);
    try {
      return (exchange == null ? response : exchange.respond(response))
          .stream(body -> new Counted(body, failsToClose && parts.contains(request)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** A body that counts as open until it is closed. */
  private final class Counted extends FilterInputStream {
    private final boolean fails;
    private boolean closed;

    Counted(InputStream body, boolean fails) {
      super(body);
      this.fails = fails;
      int now = open.incrementAndGet();
      mostOpen.accumulateAndGet(now, Math::max);
    }

    @Override
    public synchronized void close() throws IOException {
      if (!closed) {
        closed = true;
        sleep(closing);
        open.decrementAndGet();
      }
      super.close();
      if (fails) {
        throw new IOException("this body cannot be closed");
      }
    }

    private void sleep(Duration pause) {
      try {
        time.sleep(pause);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
