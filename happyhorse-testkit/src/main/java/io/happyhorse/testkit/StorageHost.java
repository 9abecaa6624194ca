package io.happyhorse.testkit;

import java.time.Instant;
import java.util.Map;

/**
 * Decides the responses to requests for videos. Like the real storage host, it serves any request with a valid link until the link
 * expires, and refuses requests with a key. Links through the gateway require the key.
 */
final class StorageHost {
  private final GatewayStore store;

  StorageHost(GatewayStore store) {
    this.store = store;
  }

  StorageDelivery fromStorage(StorageRequest request, String id, Instant now) {
    FakeTask task = store.find(id);
    TaskSnapshot state = task == null ? null : task.stateAt(now);
    if (request.isAuthorized()) {
      return StorageErrors.twoAuthorizations();
    }
    if (task == null || state == null || !state.succeeded() || isGone(task)) {
      return StorageErrors.noSuchKey();
    }
    Instant expiry = VideoLink.expiryOf(request.url(), state);
    if (expiry == null || !request.method().equals("GET")) {
      return StorageErrors.wrongSignature();
    }
    return expiry.isAfter(now) ? video(request, task) : StorageErrors.expired(expiry, now);
  }

  StorageDelivery throughProxy(StorageRequest request, String id, Instant now) {
    FakeTask task = store.find(id);
    TaskSnapshot state = task == null ? null : task.stateAt(now);
    if (task == null || state == null || isGone(task)) {
      return gatewayError(404, "Task not found");
    }
    return state.succeeded()
        ? video(request, task)
        : gatewayError(400, "Task is not completed yet, current status: " + state.status());
  }

  private static StorageDelivery gatewayError(int status, String message) {
    return StorageDelivery.of(
        status,
        Map.of("Content-Type", ErrorBodies.JSON_UTF_8),
        ErrorBodies.error("", message, "invalid_request_error"));
  }

  private static boolean isGone(FakeTask task) {
    return task.script().end().video().behavior().isGone();
  }

  private static StorageDelivery video(StorageRequest request, FakeTask task) {
    FakeVideo video = task.script().end().video();
    return video.behavior().response(task.countVideoRequest()).deliver(request, video);
  }
}
