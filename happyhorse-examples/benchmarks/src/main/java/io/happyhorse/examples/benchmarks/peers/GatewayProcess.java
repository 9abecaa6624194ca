package io.happyhorse.examples.benchmarks.peers;

import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The gateway in a process of its own. */
final class GatewayProcess implements Closeable {
  private static final int HEAP_MEBIBYTES = 512;

  private final Process process;
  private final String uri;

  private GatewayProcess(Process process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  static GatewayProcess start() throws IOException {
    Process process =
        Jvm.peers(HEAP_MEBIBYTES, "gateway").redirectError(Redirect.INHERIT).start();
    String uri = process.inputReader().readLine();
    if (uri == null) {
      throw new IOException("The process of the gateway has ended.");
    }
    return new GatewayProcess(process, uri);
  }

  String uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
