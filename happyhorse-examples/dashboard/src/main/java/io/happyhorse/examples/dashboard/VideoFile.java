package io.happyhorse.examples.dashboard;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends a video file, or the requested range of it, which players need to seek. */
final class VideoFile {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final int BUFFER_SIZE = 1 << 16;

  private VideoFile() {}

  /** A range of a file: {@code from} inclusive, {@code to} exclusive. */
  private record Range(long from, long to) {}

  static void send(Context request, Path file, long size) throws IOException {
    String header = request.header(Header.RANGE);
    Matcher requested = RANGE.matcher(header == null ? "" : header);
    request.header(Header.ACCEPT_RANGES, "bytes");
    if (!requested.matches() || (requested.group(1) + requested.group(2)).isEmpty()) {
      send(request, file, new Range(0, size)); // an unsupported Range header is ignored (RFC 9110)
      return;
    }
    Range range = range(requested.group(1), requested.group(2), size);
    if (range.from() >= range.to()) {
      request.status(416).header(Header.CONTENT_RANGE, "bytes */" + size);
      return;
    }
    request
        .status(206)
        .header(
            Header.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.to() - 1) + "/" + size);
    send(request, file, range);
  }

  private static Range range(String first, String last, long size) {
    if (first.isEmpty()) {
      return new Range(Math.max(0, size - Long.parseLong(last)), size);
    }
    long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
    return new Range(Long.parseLong(first), to);
  }

  private static void send(Context request, Path file, Range range) throws IOException {
    request.contentType("video/mp4");
    request.res().setContentLengthLong(range.to() - range.from());
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(range.from());
      copy(Channels.newInputStream(channel), request, range.to() - range.from());
    }
  }

  private static void copy(InputStream from, Context request, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    long left = bytes;
    while (left > 0) {
      int read = from.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("The video became shorter while it was sent.");
      }
      request.res().getOutputStream().write(buffer, 0, read);
      left -= read;
    }
  }
}
