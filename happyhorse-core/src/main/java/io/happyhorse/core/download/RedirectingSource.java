package io.happyhorse.core.download;

import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one download, follows redirects that the policy allows, and records the details for errors. Not
 * thread-safe: a concurrent request uses another one, see {@link #forPart}.
 */
final class RedirectingSource {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final VideoSourcePort source;
  private final DestinationPolicy policy;
  private final Duration stall;
  private final AtomicInteger requests;
  private URI origin;
  private @Nullable Integer status;
  private @Nullable String requestId;

  /** Sends a request to a link, which may be a redirect. */
  @FunctionalInterface
  private interface Request {
    VideoResponse send(ResultLink at) throws IOException;
  }

  RedirectingSource(Settings settings, URI origin) {
    this(
        settings.source(),
        new DestinationPolicy(
            settings.source(), settings.allowsPrivate(), settings.names(), settings.stall()),
        settings.stall(),
        origin,
        new AtomicInteger());
  }

  private RedirectingSource(
      VideoSourcePort source,
      DestinationPolicy policy,
      Duration stall,
      URI origin,
      AtomicInteger requests) {
    this.source = source;
    this.policy = policy;
    this.stall = stall;
    this.origin = origin;
    this.requests = requests;
  }

  /** Returns a source for a concurrent request, which is counted here; the other details are not recorded here. */
  RedirectingSource forPart() {
    return new RedirectingSource(source, policy, stall, origin, requests);
  }

  /** Returns the origin of the last request. */
  URI origin() {
    return origin;
  }

  /** Returns the number of requests sent. */
  int requests() {
    return requests.get();
  }

  /** Returns the status of the last response; null if there was none. */
  @Nullable
  Integer status() {
    return status;
  }

  /** Returns the storage host's id of the last request; null if there was none. */
  @Nullable
  String requestId() {
    return requestId;
  }

  /** Records the response to a request for a part as the last one. */
  void record(PartRefusedException refused) {
    status = refused.status();
    requestId = refused.requestId();
  }

  /**
   * Requests a video, or the rest of it.
   *
   * @throws RefusedDestinationException if the link or a redirect leads to a destination that is not allowed
   */
  VideoResponse open(ResultLink link, long from, @Nullable String ifMatch) throws IOException {
    return follow(link, at -> source.open(at, from, ifMatch, stall));
  }

  /** Requests a part of a video. */
  VideoResponse openPart(ResultLink link, long from, long to, String ifMatch) throws IOException {
    return follow(link, at -> source.openPart(at, from, to, ifMatch, stall));
  }

  private VideoResponse follow(ResultLink link, Request request) throws IOException {
    ResultLink at = link;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      VideoResponse response = send(at, request);
      if (!REDIRECTS.contains(response.status())) {
        return response;
      }
      response.close();
      if (response.location() == null) {
        throw new RefusedDestinationException("it redirects without a target");
      }
      ResultLink next = at.redirectedTo(response.location());
      String objection = DestinationPolicy.objection(at, next);
      if (objection != null) {
        throw new RefusedDestinationException(objection);
      }
      at = next == null ? at : next;
    }
    throw new RefusedDestinationException("it redirects more than " + MOST_REDIRECTS + " times");
  }

  private VideoResponse send(ResultLink at, Request request) throws IOException {
    origin = at.origin();
    status = null;
    requestId = null;
    String objection = policy.objection(at);
    if (objection != null) {
      throw RefusedDestinationException.ofPrivateNetwork(objection);
    }
    requests.incrementAndGet();
    VideoResponse response = request.send(at);
    status = response.status();
    requestId = response.requestId();
    return response;
  }
}
