package io.happyhorse.testkit;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Serves videos as the storage host does: to whoever has the link, as long as it lives, and never to a bearer of a key. */
final class StorageHandler {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final String MP4 = "video/mp4";

  private final FakeHappyHorse gateway;
  private final StalledResponses held = new StalledResponses();

  StorageHandler(FakeHappyHorse gateway) {
    this.gateway = gateway;
  }

  Response fromStorage(Request request, String id, Instant now) {
    FakeTask task = gateway.store.find(id);
    TaskSnapshot seen = task == null ? null : task.look(now);
    if (request.containsHeader("Authorization")) {
      return refusal(400, "InvalidArgument", "Only one auth mechanism allowed.", "0002-00000039");
    }
    if (task == null || seen == null || !seen.succeeded() || isGone(task)) {
      return refusal(404, "NoSuchKey", "The specified key does not exist.", "0026-00000001");
    }
    Instant expiry = VideoLink.expiryOf(request.getUrl(), seen);
    if (expiry == null || !request.getMethod().getName().equals("GET")) {
      return refusal(
          403, "SignatureDoesNotMatch", "The request signature does not match.", "0002-00000040");
    }
    if (!expiry.isAfter(now)) {
      return expired(expiry, now);
    }
    return video(request, task);
  }

  Response throughProxy(Request request, String id, Instant now) {
    FakeTask task = gateway.store.find(id);
    TaskSnapshot seen = task == null ? null : task.look(now);
    if (task == null || seen == null || isGone(task)) {
      return HttpResponses.of(
          404,
          ErrorBodies.JSON_UTF_8,
          ErrorBodies.error("", "Task not found", "invalid_request_error"));
    }
    if (!seen.succeeded()) {
      return HttpResponses.of(
          400,
          ErrorBodies.JSON_UTF_8,
          ErrorBodies.error(
              "",
              "Task is not completed yet, current status: " + seen.status(),
              "invalid_request_error"));
    }
    return video(request, task);
  }

  private static boolean isGone(FakeTask task) {
    return task.script().end().video().service().gone();
  }

  private Response video(Request request, FakeTask task) {
    return served(request, task.script().end().video(), task.serveVideo());
  }

  private Response served(Request request, FakeVideo video, FakeVideo.Serving serving) {
    if (serving instanceof FakeVideo.Serving.Status status) {
      return refusal(status.status(), "InternalError", "Please try again later.", "");
    }
    if (serving instanceof FakeVideo.Serving.Prepared prepared) {
      return prepared(prepared);
    }
    if (serving instanceof FakeVideo.Serving.Redirect redirect) {
      String location = redirect.location().isEmpty() ? request.getUrl() : redirect.location();
      return HttpResponses.of(302, "", new HttpHeader("Location", location)).build();
    }
    if (serving instanceof FakeVideo.Serving.Other other) {
      List<FakeVideo.Serving> first = other.video().service().first();
      return served(
          request, other.video(), first.isEmpty() ? new FakeVideo.Serving.Bytes() : first.get(0));
    }
    String range = video.service().ignoresRanges() ? null : request.getHeader("Range");
    String ifMatch = request.getHeader("If-Match");
    if (ifMatch != null && !ifMatch.equals(etag(video))) {
      return refusal(412, "PreconditionFailed", "The ETag has changed.", "0002-00000061");
    }
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    if (!asked.matches() || asked.group().equals("bytes=-")) {
      return part(serving, video, 0, video.size(), 200);
    }
    boolean isSuffix = asked.group(1).isEmpty();
    long last = asked.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(asked.group(2));
    long from = isSuffix ? Math.max(0, video.size() - last) : Long.parseLong(asked.group(1));
    long to = isSuffix ? video.size() : Math.min(video.size() - 1, last) + 1;
    if (from >= video.size()) {
      return HttpResponses.of(
              416, "application/xml", new HttpHeader("Content-Range", "bytes */" + video.size()))
          .body(xml("InvalidRange", "The requested range cannot be satisfied.", ""))
          .build();
    }
    return from < to
        ? part(serving, video, from, to, 206)
        : part(serving, video, 0, video.size(), 200);
  }

  private static Response prepared(FakeVideo.Serving.Prepared prepared) {
    HttpHeader[] headers = prepared.headers().entrySet().stream()
        .map(header -> new HttpHeader(header.getKey(), header.getValue()))
        .toArray(HttpHeader[]::new);
    return HttpResponses.of(prepared.status(), "", headers)
        .body(prepared.body().getBytes(StandardCharsets.UTF_8))
        .build();
  }

  private Response part(
      FakeVideo.Serving serving, FakeVideo video, long from, long to, int status) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader("Content-Length", Long.toString(to - from)));
    headers.add(new HttpHeader("Accept-Ranges", "bytes"));
    headers.add(new HttpHeader("ETag", etag(video)));
    String checksum = checksum(video);
    if (checksum != null) {
      headers.add(new HttpHeader("x-oss-hash-crc64ecma", checksum));
    }
    if (status == 206) {
      headers.add(
          new HttpHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + video.size()));
    }
    return HttpResponses.of(status, MP4, headers.toArray(HttpHeader[]::new))
        .body(() -> bytes(serving, video, from, to))
        .build();
  }

  private InputStream bytes(FakeVideo.Serving serving, FakeVideo video, long from, long to) {
    if (serving instanceof FakeVideo.Serving.Beginning beginning && beginning.bytes() < to - from) {
      InputStream bytes = video.open(from, from + beginning.bytes());
      return beginning.stalls()
          ? new SentStream(bytes, this::fallSilent)
          : SentStream.hangingUp(bytes);
    }
    return video.open(from, to);
  }

  private void fallSilent(InputStream bytes, OutputStream to)
      throws IOException, InterruptedException {
    bytes.transferTo(to);
    to.flush();
    held.holdForEver();
  }

  private static String etag(FakeVideo video) {
    return "\"" + String.format(Locale.ROOT, "%016X", video.checksum()) + "\"";
  }

  private static @Nullable String checksum(FakeVideo video) {
    return switch (video.service().checksum()) {
      case RIGHT -> Long.toUnsignedString(video.checksum());
      case WRONG -> Long.toUnsignedString(video.checksum() ^ 1);
      case NONE -> null;
    };
  }

  private static Response expired(Instant expiry, Instant now) {
    return HttpResponses.of(
        403,
        "application/xml",
        xml(
            "AccessDenied",
            "Request has expired.",
            "<Expires>" + expiry + "</Expires><ServerTime>" + now
                + "</ServerTime><EC>0002-00000069</EC>"));
  }

  private static Response refusal(int status, String code, String message, String ec) {
    return HttpResponses.of(status, "application/xml", xml(code, message, "<EC>" + ec + "</EC>"));
  }

  private static String xml(String code, String message, String more) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
        + message + "</Message>" + more + "</Error>";
  }

  /** Ends all answers that would never end by themselves. */
  void letGo() {
    held.close();
  }
}
