package io.happyhorse.testkit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The response to one request for a video.
 *
 * @param status the HTTP status
 * @param body the bytes that are sent
 * @param ending the ending after them
 */
record StorageDelivery(
    int status, Map<String, String> headers, Supplier<InputStream> body, Delivery.Ending ending) {
  static StorageDelivery of(int status, Map<String, String> headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new StorageDelivery(
        status, headers, () -> new ByteArrayInputStream(bytes), Delivery.Ending.NORMAL);
  }
}
