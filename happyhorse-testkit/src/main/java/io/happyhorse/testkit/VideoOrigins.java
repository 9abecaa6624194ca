package io.happyhorse.testkit;

import java.time.Instant;

/** The origins of the links to videos. Without a server, they do not exist. Thread-safe. */
final class VideoOrigins {
  private static final String NO_SERVER = "https://storage.happyhorse.invalid";

  private volatile String storage = NO_SERVER;
  private volatile String proxy = NO_SERVER;

  /**
   * Sets the origins of a server.
   *
   * @param toStorage the origin of signed links
   * @param toProxy the origin of links through the gateway
   * @throws IllegalStateException if there is a server already
   */
  synchronized void moveTo(String toStorage, String toProxy) {
    if (!storage.equals(NO_SERVER)) {
      throw new IllegalStateException(
          "This gateway already has a server at " + proxy + ": use it, or close it first.");
    }
    storage = toStorage;
    proxy = toProxy;
  }

  synchronized void clear() {
    storage = NO_SERVER;
    proxy = NO_SERVER;
  }

  String urlOf(TaskSnapshot task, Instant now) {
    return task.script().end().throughProxy()
        ? VideoLink.throughProxy(proxy, task)
        : VideoLink.signed(storage, task, now);
  }
}
