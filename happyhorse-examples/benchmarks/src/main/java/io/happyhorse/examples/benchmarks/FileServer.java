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

/** Serves one file on loopback as fast as possible, so that the client is the bottleneck. */
final class FileServer implements Closeable {
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

  String url() throws IOException {
    return "http://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort()
        + "/v.mp4";
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
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        if (line.isEmpty()) {
          respond(client, bytes);
        }
      }
    } catch (IOException gone) {
      return; // the client has closed the connection
    }
  }

  private void respond(SocketChannel client, FileChannel bytes) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nETag: \"benchmark\"\r\nContent-Length: "
            + bytes.size() + "\r\nx-oss-hash-crc64ecma: " + Long.toUnsignedString(checksum)
            + "\r\n\r\n";
    ByteBuffer start = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
    while (start.hasRemaining()) {
      client.write(start);
    }
    for (long at = 0; at < bytes.size(); ) {
      at += bytes.transferTo(at, bytes.size() - at, client);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
