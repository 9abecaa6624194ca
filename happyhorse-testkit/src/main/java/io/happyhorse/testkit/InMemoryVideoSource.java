package io.happyhorse.testkit;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import io.happyhorse.core.time.VirtualTime;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The videos of a fake gateway without HTTP, with the same {@link FakeVideo}s, links and errors as {@link FakeHappyHorse}, for tests
 * of downloads without a server.
 *
 * <pre>{@code
 * InMemoryTaskQuery gateway = InMemoryTaskQuery.on(VirtualTime.lenient(Instant.now()));
 * TaskId id = gateway.accept(TaskScript.succeeding().video(FakeVideo.sample()));
 * VideoDownloader videos = VideoDownloader.builder(gateway).time(gateway.time()).build();
 * }</pre>
 *
 * <p>A stalled body takes the gateway's time, so a {@link VirtualTime} skips the wait. Host names are not looked up, as behind a
 * proxy. Thread-safe.
 */
public final class InMemoryVideoSource implements VideoSourcePort {
  private final GatewayStore store;
  private final StorageHost host;
  private final URI origin;

  InMemoryVideoSource(GatewayStore store, URI origin) {
    this.store = store;
    this.host = new StorageHost(store);
    this.origin = origin;
  }

  @Override
  public VideoResponse open(ResultLink link, long from, @Nullable String ifMatch, Duration stall)
      throws IOException {
    return deliver(link, from > 0 ? "bytes=" + from + "-" : null, ifMatch, stall);
  }

  @Override
  public VideoResponse openPart(ResultLink link, long from, long to, String ifMatch, Duration stall)
      throws IOException {
    return deliver(link, "bytes=" + from + "-" + to, ifMatch, stall);
  }

  private VideoResponse deliver(
      ResultLink link, @Nullable String range, @Nullable String ifMatch, Duration stall)
      throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    Instant now = store.time.instant();
    StorageDelivery delivery = delivery(link.reveal(), range, ifMatch, now);
    if (delivery.ending() == Delivery.Ending.RESET) {
      throw new SocketException("Connection reset");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(delivery.headers());
    headers.put("Date", HttpDate.of(now));
    return VideoResponse.of(
        delivery.status(), headers::get, new DeliveredBody(delivery, store.time, stall));
  }

  private StorageDelivery delivery(
      URI url, @Nullable String range, @Nullable String ifMatch, Instant now)
      throws UnknownHostException {
    String path = url.getRawPath();
    StorageRequest request = new StorageRequest(
        "GET",
        url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
        false,
        range,
        ifMatch);
    if (path.startsWith(VideoLink.STORAGE)) {
      return host.fromStorage(request, VideoLink.taskOfSigned(path), now);
    }
    if (path.startsWith(VideoLink.PROXY)) {
      return host.throughProxy(request, VideoLink.taskOfProxied(path), now);
    }
    throw new UnknownHostException("the fake has no such host");
  }

  @Override
  public URI origin() {
    return origin;
  }

  /** Returns true, since host names are not looked up. */
  @Override
  public boolean usesProxy(URI ofLink) {
    return true;
  }

  /** Returns a constant description. */
  @Override
  public String toString() {
    return "InMemoryVideoSource[" + origin + "]";
  }
}
