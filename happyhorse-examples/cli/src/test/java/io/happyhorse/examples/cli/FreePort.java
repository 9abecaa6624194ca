package io.happyhorse.examples.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port for a program that requires its number. */
final class FreePort {
  private static final int FIRST = 20_000;
  private static final int NUMBER = 10_000;

  private FreePort() {}

  /** Returns a port that is free and remains so: it is not in the range from which systems assign ports to sockets. */
  static int find() throws IOException {
    int port = FIRST + (int) (ProcessHandle.current().pid() % NUMBER);
    while (!isFree(port)) {
      port++;
    }
    return port;
  }

  private static boolean isFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException inUse) {
      return false;
    }
  }
}
