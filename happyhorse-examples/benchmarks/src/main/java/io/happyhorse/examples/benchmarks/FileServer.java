package io.happyhorse.examples.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves one file and its ranges on loopback as fast as possible, so that the client is the bottleneck. */
final class FileServer implements Closeable {
  private static final Pattern RANGE =
      Pattern.compile("range: bytes=(\\d+)-(\\d*)", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final long checksum;
  private final ServerSocketChannel server;

  FileServer(Path file, long checksum) throws IOException {
    this.file = file;
    this.checksum = checksum;
    this.server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread serving = new Thread(this::serve, "file-server");
    serving.setDaemon(true);
    serving.start();
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread responding = new Thread(() -> respondToAll(client), "file-server-response");
        responding.setDaemon(true);
        responding.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void respondToAll(SocketChannel client) {
    try (client;
        FileChannel bytes = FileChannel.open(file)) {
      BufferedReader requests = new BufferedReader(
          new InputStreamReader(Channels.newInputStream(client), StandardCharsets.ISO_8859_1));
      Matcher range = RANGE.matcher("");
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        if (line.isEmpty()) {
          respond(client, bytes, range);
          range = RANGE.matcher("");
        } else if (RANGE.matcher(line).matches()) {
          range = RANGE.matcher(line);
        }
      }
    } catch (IOException gone) {
      return; // the client has closed the connection
    }
  }

  private void respond(SocketChannel client, FileChannel bytes, Matcher range) throws IOException {
    boolean isPart = range.matches();
    long from = isPart ? Long.parseLong(range.group(1)) : 0;
    long end = isPart && !range.group(2).isEmpty()
        ? Math.min(bytes.size(), Long.parseLong(range.group(2)) + 1)
        : bytes.size();
    String status = isPart
        ? "206 Partial Content\r\nContent-Range: bytes " + from + "-" + (end - 1) + "/"
            + bytes.size()
        : "200 OK";
    String head = "HTTP/1.1 " + status
        + "\r\nContent-Type: video/mp4\r\nAccept-Ranges: bytes\r\nETag: \"benchmark\"\r\nContent-Length: "
        + (end - from) + "\r\nx-oss-hash-crc64ecma: " + Long.toUnsignedString(checksum)
        + "\r\n\r\n";
    ByteBuffer start = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
    while (start.hasRemaining()) {
      client.write(start);
    }
    for (long at = from; at < end; ) {
      at += bytes.transferTo(at, end - at, client);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
