package io.happyhorse.examples.benchmarks.peers;

import io.happyhorse.examples.benchmarks.peers.client.ClientCommand;
import io.happyhorse.examples.benchmarks.peers.client.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs one trial of a client in a process of its own. */
final class ClientProcess {
  private static final long STARTUP_MILLIS = 60_000;

  private final String gateway;

  ClientProcess(String gateway) {
    this.gateway = gateway;
  }

  /** Returns the figures of a trial; empty if the process ended without any. */
  Optional<Figures> run(Setup setup, int heapMebibytes, long graceMillis, Redirect errors)
      throws IOException {
    ProcessBuilder builder = Jvm.peers(
        heapMebibytes,
        "client",
        setup.peer().name(),
        gateway,
        setup.plan().toString(),
        setup.faults().toString(),
        Long.toString(graceMillis));
    Process process = builder.redirectError(errors).start();
    long limit = setup.plan().longestMillis() + graceMillis + STARTUP_MILLIS;
    CompletableFuture.delayedExecutor(limit, TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
    try (var lines = process.inputReader().lines()) {
      return lines
          .filter(line -> line.startsWith(ClientCommand.RESULT))
          .map(line -> Figures.parse(line.substring(ClientCommand.RESULT.length())))
          .findFirst();
    } catch (UncheckedIOException killed) {
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }
}
