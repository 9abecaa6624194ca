package io.happyhorse.testkit;

import java.util.Map;

/** A response of the storage host. */
interface StorageResponse {
  /** The requested bytes. */
  StorageResponse WHOLE = new VideoContent(Long.MAX_VALUE, Delivery.Ending.NORMAL);

  StorageDelivery deliver(StorageRequest request, FakeVideo video);

  /** Returns a status without a body. */
  static StorageResponse status(int status) {
    return (request, video) -> StorageErrors.unavailable(status);
  }

  /** Returns a fixed response. */
  static StorageResponse prepared(int status, Map<String, String> headers, String body) {
    return (request, video) -> StorageDelivery.of(status, headers, body);
  }

  /** Returns a redirect; an empty location leads to the same URL. */
  static StorageResponse redirect(String location) {
    return (request, video) -> StorageDelivery.of(
        302, Map.of("Location", location.isEmpty() ? request.url() : location), "");
  }

  /** Returns the response of another video. */
  static StorageResponse other(FakeVideo other) {
    return (request, video) -> other.behavior().response(0).deliver(request, other);
  }
}
