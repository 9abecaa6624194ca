package io.happyhorse.examples.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Generates the default names of nodes. */
final class NodeName {
  private static final int MAX_HOST_LENGTH = 40;

  private NodeName() {}

  /** Returns a unique name: db-scheduler treats two nodes with the same name as one. */
  static String unique() {
    String host = host();
    return String.format(
        Locale.ROOT,
        "%s-%08x",
        host.substring(0, Math.min(host.length(), MAX_HOST_LENGTH)),
        ThreadLocalRandom.current().nextInt());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "node";
    }
  }
}
