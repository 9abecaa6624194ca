package io.happyhorse.examples.benchmarks.peers.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/** One connection: reads requests without a body and writes the responses. Used by one thread. */
final class Connection {
  private static final int LONGEST_REQUEST = 8 * 1_024;
  private static final String END = "\r\n\r\n";

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Protocol protocol;
  private final Connections connections;
  private final ByteBuffer in = ByteBuffer.allocate(LONGEST_REQUEST);
  private final Queue<ByteBuffer> out = new ArrayDeque<>();
  private boolean isReset;
  private boolean isLast;

  Connection(SocketChannel channel, SelectionKey key, Protocol protocol, Connections connections) {
    this.channel = channel;
    this.key = key;
    this.protocol = protocol;
    this.connections = connections;
    connections.opened();
  }

  /** Reads and writes as far as the connection is ready. */
  void proceed() {
    try {
      if (key.isReadable()) {
        read();
      }
      if (key.isValid()) {
        write();
      }
    } catch (IOException lost) {
      close();
    }
  }

  private void read() throws IOException {
    if (channel.read(in) < 0) {
      close();
      return;
    }
    String received = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
    int begin = 0;
    for (int end = received.indexOf(END); end >= 0; end = received.indexOf(END, begin)) {
      respond(received.substring(begin, end));
      begin = end + END.length();
    }
    in.flip().position(begin);
    in.compact();
  }

  private void respond(String request) {
    Response response = protocol.respond(request.split(" ", 3)[1], Micros.now());
    out.add(response.bytes());
    isReset |= response.isCut();
    isLast |= request.toLowerCase(Locale.ROOT).contains("connection: close");
  }

  private void write() throws IOException {
    for (ByteBuffer next = out.peek(); next != null; next = out.peek()) {
      channel.write(next);
      if (next.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return;
      }
      out.remove();
    }
    key.interestOps(SelectionKey.OP_READ);
    if (isReset) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    if (isReset || isLast) {
      close();
    }
  }

  private void close() {
    key.cancel();
    connections.closed();
    try {
      channel.close();
    } catch (IOException lost) {
      // the peer has closed it, too
    }
  }
}
