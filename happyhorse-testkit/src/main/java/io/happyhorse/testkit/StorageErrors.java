package io.happyhorse.testkit;

import java.time.Instant;
import java.util.Map;

/** The errors of the storage host. */
final class StorageErrors {
  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");

  private StorageErrors() {}

  static StorageDelivery twoAuthorizations() {
    return error(400, "InvalidArgument", "Only one auth mechanism allowed.", "0002-00000039");
  }

  static StorageDelivery noSuchKey() {
    return error(404, "NoSuchKey", "The specified key does not exist.", "0026-00000001");
  }

  static StorageDelivery wrongSignature() {
    return error(
        403, "SignatureDoesNotMatch", "The request signature does not match.", "0002-00000040");
  }

  static StorageDelivery expired(Instant expiry, Instant now) {
    String times = "<Expires>" + expiry + "</Expires><ServerTime>" + now + "</ServerTime>";
    String more = times + "<EC>0002-00000069</EC>";
    return StorageDelivery.of(403, XML, xml("AccessDenied", "Request has expired.", more));
  }

  static StorageDelivery changed() {
    return error(412, "PreconditionFailed", "The ETag has changed.", "0002-00000061");
  }

  static StorageDelivery beyondTheEnd(long size) {
    return StorageDelivery.of(
        416,
        Map.of("Content-Type", "application/xml", "Content-Range", "bytes */" + size),
        xml("InvalidRange", "The requested range cannot be satisfied.", ""));
  }

  static StorageDelivery unavailable(int status) {
    return error(status, "InternalError", "Please try again later.", "");
  }

  private static StorageDelivery error(int status, String code, String message, String ec) {
    return StorageDelivery.of(status, XML, xml(code, message, "<EC>" + ec + "</EC>"));
  }

  private static String xml(String code, String message, String more) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
        + message + "</Message>" + more + "</Error>";
  }
}
