package io.happyhorse.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** How the storage host answers one request for a video. */
interface StorageResponse {
  /** With the bytes that were asked for. */
  StorageResponse WHOLE = new Content(Long.MAX_VALUE, Delivery.Ending.NORMAL);

  StorageDelivery deliver(StorageRequest request, FakeVideo video);

  /** With a status and nothing else. */
  static StorageResponse status(int status) {
    return (request, video) -> StorageErrors.unavailable(status);
  }

  /** With the same response, whatever is asked for. */
  static StorageResponse prepared(int status, Map<String, String> headers, String body) {
    return (request, video) -> StorageDelivery.of(status, headers, body);
  }

  /** With a redirect; an empty location leads back to the same address. */
  static StorageResponse redirect(String location) {
    return (request, video) -> StorageDelivery.of(
        302, Map.of("Location", location.isEmpty() ? request.url() : location), "");
  }

  /** As another video that is there instead. */
  static StorageResponse other(FakeVideo other) {
    return (request, video) -> other.behavior().response(0).deliver(request, other);
  }

  /**
   * With the bytes that were asked for.
   *
   * @param most how many bytes are sent at most
   * @param ending what happens if there are more
   */
  record Content(long most, Delivery.Ending ending) implements StorageResponse {
    @Override
    public StorageDelivery deliver(StorageRequest request, FakeVideo video) {
      if (request.ifMatch() != null && !request.ifMatch().equals(video.etag())) {
        return StorageErrors.changed();
      }
      VideoRange range =
          VideoRange.read(video.behavior().ignoresRanges() ? null : request.range(), video.size());
      return range.isPart() && range.from() >= video.size()
          ? StorageErrors.beyondTheEnd(video.size())
          : part(video, range);
    }

    private StorageDelivery part(FakeVideo video, VideoRange range) {
      boolean breaks = most < range.length();
      long end = breaks ? range.from() + most : range.to();
      return new StorageDelivery(
          range.isPart() ? 206 : 200,
          headers(video, range),
          () -> video.open(range.from(), end),
          breaks ? ending : Delivery.Ending.NORMAL);
    }

    private static Map<String, String> headers(FakeVideo video, VideoRange range) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Content-Length", Long.toString(range.length()));
      headers.put("Accept-Ranges", "bytes");
      headers.put("ETag", video.etag());
      String checksum = video.sentChecksum();
      if (checksum != null) {
        headers.put("x-oss-hash-crc64ecma", checksum);
      }
      if (range.isPart()) {
        headers.put(
            "Content-Range", "bytes " + range.from() + "-" + (range.to() - 1) + "/" + video.size());
      }
      headers.put("Content-Type", "video/mp4");
      return headers;
    }
  }
}
