package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import io.happyhorse.core.task.TaskId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Handles submissions over HTTP and in memory: validates, accepts and charges. Thread-safe. */
final class SubmitHandler {
  private final GatewayStore store;
  private final Map<Integer, SubmitFault> byNumber = new ConcurrentHashMap<>();
  private final List<Share> shares = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile TaskScript script = defaultScript();

  private record Share(int number, double share, SubmitFault fault) {}

  SubmitHandler(GatewayStore store) {
    this.store = store;
  }

  private static TaskScript defaultScript() {
    return TaskScript.succeeding().queued(Duration.ofSeconds(20)).running(Duration.ofSeconds(90));
  }

  void clear() {
    byNumber.clear();
    shares.clear();
    number.set(0);
    script = defaultScript();
  }

  void follow(TaskScript value) {
    script = value;
  }

  void on(int submission, SubmitFault fault) {
    if (submission < 1) {
      throw new IllegalArgumentException(
          "There is no submission number " + submission + ": they are counted from 1.");
    }
    byNumber.put(submission, fault);
  }

  void onShare(double share, SubmitFault fault) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "A fault cannot affect a share of " + share + " of the submissions: use 0 to 1.");
    }
    shares.add(new Share(shares.size(), share, fault));
  }

  /**
   * Handles a request with the correct key.
   *
   * @param overHttp whether it arrived over HTTP, so that its connection can no longer be refused
   * @return the response; null if the connection is refused
   */
  @Nullable
  Delivery take(byte[] body, boolean overHttp) {
    int which = number.incrementAndGet();
    Instant now = store.time.instant();
    SubmitFault fault = faultOf(which);
    if (fault instanceof SubmitFault.RefusedConnection && !overHttp) {
      return null;
    }
    if (fault != null && !fault.accepts()) {
      note(which, now, body, fault.toString(), null);
      return SubmitDelivery.of(fault, FakeResponse.text(200, ErrorBodies.JSON, ""));
    }
    ReceivedRequest request = new ReceivedRequest(parsed(body));
    SubmitCheck.Refusal refusal = new SubmitCheck(request, store.ids.next()).refusal();
    if (refusal != null) {
      note(which, now, body, "HTTP " + refusal.status(), null);
      return SubmitDelivery.of(
          null, FakeResponse.text(refusal.status(), ErrorBodies.JSON_UTF_8, refusal.body()));
    }
    TaskId id = store.accept(store.newId(), script);
    store.ledger.note(new Ledger.Post(
        which,
        now,
        Ledger.digest(body),
        fault == null ? "accepted" : fault.toString(),
        id,
        request.resolution(),
        request.seconds()));
    String accepted = SubmitBodies.accepted(id, request.model(), now);
    return SubmitDelivery.of(fault, FakeResponse.text(200, ErrorBodies.JSON, accepted));
  }

  void noteKeyRefused(byte[] body) {
    note(number.incrementAndGet(), store.time.instant(), body, "HTTP 401, wrong key", null);
  }

  private void note(
      int which, Instant now, byte[] body, String outcome, @Nullable TaskId accepted) {
    store.ledger.note(new Ledger.Post(which, now, Ledger.digest(body), outcome, accepted, "", 0));
  }

  private static Map<?, ?> parsed(byte[] body) {
    try {
      Object json = Json.read(new String(body, StandardCharsets.UTF_8), Object.class);
      return json instanceof Map<?, ?> object ? object : Map.of();
    } catch (JsonException notJson) {
      return Map.of();
    }
  }

  private @Nullable SubmitFault faultOf(int which) {
    SubmitFault own = byNumber.get(which);
    if (own != null) {
      return own;
    }
    for (Share share : shares) {
      double drawn =
          store.time.random("share of submissions", share.number(), which).nextDouble();
      if (drawn < share.share()) {
        return share.fault();
      }
    }
    return null;
  }
}
