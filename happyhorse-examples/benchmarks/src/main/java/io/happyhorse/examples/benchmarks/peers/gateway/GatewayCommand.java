package io.happyhorse.examples.benchmarks.peers.gateway;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the gateway in this process until the standard input ends. */
@Command(name = "gateway", hidden = true, description = "Runs the gateway of the comparison.")
public final class GatewayCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    try (GatewayServer gateway = GatewayServer.start()) {
      System.out.println(gateway.uri());
      while (System.in.read() >= 0) {
        // the parent process holds it open
      }
    }
    return 0;
  }
}
