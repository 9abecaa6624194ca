package io.happyhorse.core.download;

import io.happyhorse.core.download.DownloadFixture.Response;
import io.happyhorse.core.port.VideoResponse;
import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.core.task.ResultLink;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A storage host with several versions of a video, each with its own strong ETag. Any response may have a wrong status, range or length, omit or weaken the ETag, ignore the range or the condition, belong to another version, or be cut. Its faults depend on the seed, the requested range and the earlier requests of the downloading thread, not on the order of concurrent requests.
 *
 * <p><p>Without a checksum, no client can detect two faults, and the host does not have them: a whole 200 whose length is missing or too small, and a range that equals the requested one although the bytes are others.
 */
final class FaultyHost implements VideoSourcePort {
  private final long seed;
  private Random random;
  private int opened;
  private final List<byte[]> versions;
  private final boolean sendsChecksum;
  private final Map<Fault, Integer> percent = new EnumMap<>(Fault.class);
  private int current;

  /** A fault of a response. */
  private enum Fault {
    VERSION,
    CONDITION_IGNORED,
    RANGE_IGNORED,
    UNREQUESTED_RANGE,
    STATUS,
    E_TAG,
    RANGE,
    LENGTH,
    CUT
  }

  /** Creates a host for which the seed determines how likely each fault is: never, rare, frequent or nearly always. */
  FaultyHost(Random random, List<byte[]> versions, boolean sendsChecksum) {
    this.random = random;
    this.seed = random.nextLong();
    this.versions = versions;
    this.sendsChecksum = sendsChecksum;
    for (Fault fault : Fault.values()) {
      percent.put(fault, new int[] {0, 10, 50, 90}[random.nextInt(4)]);
    }
  }

  private boolean has(Fault fault) {
    return random.nextInt(100) < percent.getOrDefault(fault, 0);
  }

  @Override
  public synchronized VideoResponse open(
      ResultLink link, long from, @Nullable String ifMatch, Duration stall) {
    opened++;
    if (has(Fault.VERSION)) {
      current = random.nextInt(versions.size());
    }
    return respond(from, Integer.MAX_VALUE, ifMatch);
  }

  @Override
  public synchronized VideoResponse openPart(
      ResultLink link, long from, long to, String ifMatch, Duration stall) {
    Random ofDownload = random;
    int version = current;
    random = new Random(Objects.hash(seed, opened, from));
    current = has(Fault.VERSION) ? random.nextInt(versions.size()) : current;
    VideoResponse response = respond(from, to + 1, ifMatch);
    random = ofDownload;
    current = version;
    return response;
  }

  private VideoResponse respond(long from, long requestedEnd, @Nullable String ifMatch) {
    byte[] video = versions.get(current);
    if (ifMatch != null && !ifMatch.equals(eTag()) && !has(Fault.CONDITION_IGNORED)) {
      return DownloadFixture.response(412).stream();
    }
    if (from >= video.length) {
      return DownloadFixture.response(416)
          .with("Content-Range", "bytes */" + video.length)
          .stream();
    }
    boolean isWhole = has(Fault.RANGE_IGNORED);
    int start = isWhole ? 0 : (int) from;
    int end = isWhole ? video.length : (int) Math.min(video.length, requestedEnd);
    Response response = DownloadFixture.response(start > 0 ? 206 : 200)
        .with("Content-Type", "video/mp4")
        .with("Accept-Ranges", "bytes")
        .with("Content-Length", Integer.toString(end - start))
        .with("ETag", eTag())
        .body(Arrays.copyOfRange(video, start, end));
    if (start > 0 || has(Fault.UNREQUESTED_RANGE)) {
      response.with("Content-Range", range(start, end, video.length));
    }
    if (sendsChecksum) {
      response.with("x-oss-hash-crc64ecma", Long.toUnsignedString(checksum(video)));
    }
    return withFaults(response, (int) from, start, end, video.length).stream();
  }

  private String eTag() {
    return "\"" + current + "\"";
  }

  private static String range(long from, long end, long total) {
    return "bytes " + from + "-" + (end - 1) + "/" + total;
  }

  private static long checksum(byte[] video) {
    Crc64 crc = new Crc64();
    crc.update(video, 0, video.length);
    return crc.getValue();
  }

  private Response withFaults(Response correct, int from, int start, int end, int total) {
    Response response = correct;
    if (has(Fault.STATUS)) {
      response = response.withStatus(random.nextBoolean() ? 200 : 206);
    }
    if (has(Fault.E_TAG)) {
      response =
          random.nextBoolean() ? response.without("ETag") : response.with("ETag", "W/" + eTag());
    }
    if (has(Fault.RANGE)) {
      response = withAnotherRange(response, from, start, total);
    }
    if (has(Fault.LENGTH)) {
      response = random.nextInt(3) == 0
          ? response.without("Content-Length")
          : response.with(
              "Content-Length",
              Integer.toString(random.nextBoolean() ? total : length(end - start)));
    }
    response = withoutUndetectableFaults(response, start, total);
    return has(Fault.CUT)
        ? response.endingAfter(random.nextInt(end - start + 1), random.nextBoolean())
        : response;
  }

  /** Returns a random length; the right one and its neighbors are more likely than others. */
  private int length(int right) {
    return Math.max(
        1, random.nextBoolean() ? right + random.nextInt(-2, 3) : random.nextInt(2 * right));
  }

  private Response withAnotherRange(Response response, int from, int start, int total) {
    int statedFrom = switch (random.nextInt(4)) {
      case 0 -> start;
      case 1 -> from;
      case 2 -> 0;
      default -> random.nextInt(total);
    };
    int statedTotal = random.nextBoolean() ? total : statedFrom + length(total);
    int statedEnd = random.nextBoolean()
        ? Math.max(statedTotal, statedFrom + 1)
        : statedFrom + 1 + random.nextInt(Math.max(1, statedTotal - statedFrom));
    boolean undetectable = statedFrom == from && from != start;
    return switch (random.nextInt(6)) {
      case 0 -> response.without("Content-Range");
      case 1 -> response.with("Content-Range", "bytes */" + total);
      default ->
        undetectable && !sendsChecksum
            ? response
            : response.with("Content-Range", range(statedFrom, statedEnd, statedTotal));
    };
  }

  /** Corrects the faults that no client can detect without a checksum. */
  private Response withoutUndetectableFaults(Response response, int start, int total) {
    boolean isWhole = start == 0 && response.header("Content-Range") == null;
    String length = response.header("Content-Length");
    return isWhole && !sendsChecksum && (length == null || Integer.parseInt(length) < total)
        ? response.with("Content-Length", Integer.toString(total))
        : response;
  }
}
