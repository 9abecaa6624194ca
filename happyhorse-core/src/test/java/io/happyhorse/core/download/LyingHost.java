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
 * A storage host with several versions of a video, each with a strong ETag of its own. Any response may lie in status, range or
 * length, omit or weaken the ETag, ignore the range or the condition, be of another version, or be cut. What it does depends on the
 * seed, the requested range and the earlier requests of the download's own thread, not on the order of concurrent requests.
 *
 * <p>Without a checksum, two lies cannot be seen by any client, and are not told: a whole 200 whose length is missing or too
 * small, and a range that names just what was asked for although the bytes are others.
 */
final class LyingHost implements VideoSourcePort {
  private final long seed;
  private Random random;
  private int opened;
  private final List<byte[]> versions;
  private final boolean tellsChecksum;
  private final Map<Lie, Integer> percent = new EnumMap<>(Lie.class);
  private int current;

  /** What a host can be wrong about. */
  private enum Lie {
    VERSION,
    CONDITION_IGNORED,
    RANGE_IGNORED,
    RANGE_UNASKED,
    STATUS,
    E_TAG,
    RANGE,
    LENGTH,
    CUT
  }

  /** Creates a host with habits of its own: it never tells some lies, some now and then, and some nearly always. */
  LyingHost(Random random, List<byte[]> versions, boolean tellsChecksum) {
    this.random = random;
    this.seed = random.nextLong();
    this.versions = versions;
    this.tellsChecksum = tellsChecksum;
    for (Lie lie : Lie.values()) {
      percent.put(lie, new int[] {0, 10, 50, 90}[random.nextInt(4)]);
    }
  }

  private boolean tells(Lie lie) {
    return random.nextInt(100) < percent.getOrDefault(lie, 0);
  }

  @Override
  public synchronized VideoResponse open(
      ResultLink link, long from, @Nullable String ifMatch, Duration stall) {
    opened++;
    if (tells(Lie.VERSION)) {
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
    current = tells(Lie.VERSION) ? random.nextInt(versions.size()) : current;
    VideoResponse response = respond(from, to + 1, ifMatch);
    random = ofDownload;
    current = version;
    return response;
  }

  private VideoResponse respond(long from, long wanted, @Nullable String ifMatch) {
    byte[] video = versions.get(current);
    if (ifMatch != null && !ifMatch.equals(eTag()) && !tells(Lie.CONDITION_IGNORED)) {
      return DownloadFixture.response(412).stream();
    }
    if (from >= video.length) {
      return DownloadFixture.response(416)
          .with("Content-Range", "bytes */" + video.length)
          .stream();
    }
    boolean isWhole = tells(Lie.RANGE_IGNORED);
    int start = isWhole ? 0 : (int) from;
    int end = isWhole ? video.length : (int) Math.min(video.length, wanted);
    Response response = DownloadFixture.response(start > 0 ? 206 : 200)
        .with("Content-Type", "video/mp4")
        .with("Accept-Ranges", "bytes")
        .with("Content-Length", Integer.toString(end - start))
        .with("ETag", eTag())
        .body(Arrays.copyOfRange(video, start, end));
    if (start > 0 || tells(Lie.RANGE_UNASKED)) {
      response.with("Content-Range", range(start, end, video.length));
    }
    if (tellsChecksum) {
      response.with("x-oss-hash-crc64ecma", Long.toUnsignedString(checksum(video)));
    }
    return lied(response, (int) from, start, end, video.length).stream();
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

  private Response lied(Response honest, int from, int start, int end, int total) {
    Response response = honest;
    if (tells(Lie.STATUS)) {
      response = response.withStatus(random.nextBoolean() ? 200 : 206);
    }
    if (tells(Lie.E_TAG)) {
      response =
          random.nextBoolean() ? response.without("ETag") : response.with("ETag", "W/" + eTag());
    }
    if (tells(Lie.RANGE)) {
      response = withAnotherRange(response, from, start, total);
    }
    if (tells(Lie.LENGTH)) {
      response = random.nextInt(3) == 0
          ? response.without("Content-Length")
          : response.with(
              "Content-Length",
              Integer.toString(random.nextBoolean() ? total : length(end - start)));
    }
    response = withoutInvisibleLies(response, start, total);
    return tells(Lie.CUT)
        ? response.endingAfter(random.nextInt(end - start + 1), random.nextBoolean())
        : response;
  }

  /** Returns a length at random, the right one and its neighbours more often than others. */
  private int length(int right) {
    return Math.max(
        1, random.nextBoolean() ? right + random.nextInt(-2, 3) : random.nextInt(2 * right));
  }

  private Response withAnotherRange(Response response, int from, int start, int total) {
    int toldFrom = switch (random.nextInt(4)) {
      case 0 -> start;
      case 1 -> from;
      case 2 -> 0;
      default -> random.nextInt(total);
    };
    int toldTotal = random.nextBoolean() ? total : toldFrom + length(total);
    int toldEnd = random.nextBoolean()
        ? Math.max(toldTotal, toldFrom + 1)
        : toldFrom + 1 + random.nextInt(Math.max(1, toldTotal - toldFrom));
    boolean unseen = toldFrom == from && from != start;
    return switch (random.nextInt(6)) {
      case 0 -> response.without("Content-Range");
      case 1 -> response.with("Content-Range", "bytes */" + total);
      default ->
        unseen && !tellsChecksum
            ? response
            : response.with("Content-Range", range(toldFrom, toldEnd, toldTotal));
    };
  }

  /** Corrects what no client could see through without a checksum. */
  private Response withoutInvisibleLies(Response response, int start, int total) {
    boolean isWhole = start == 0 && response.header("Content-Range") == null;
    String length = response.header("Content-Length");
    return isWhole && !tellsChecksum && (length == null || Integer.parseInt(length) < total)
        ? response.with("Content-Length", Integer.toString(total))
        : response;
  }
}
