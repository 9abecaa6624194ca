package io.happyhorse.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A response with the requested bytes of a video, or a refusal of the range or the ETag.
 *
 * @param most the maximum number of bytes that are sent
 * @param ending the ending if there are more
 */
record VideoContent(long most, Delivery.Ending ending) implements StorageResponse {
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
