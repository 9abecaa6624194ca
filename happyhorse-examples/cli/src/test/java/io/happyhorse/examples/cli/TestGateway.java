package io.happyhorse.examples.cli;

import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fake gateway on virtual time, and runs of the command line that use it. */
final class TestGateway implements AutoCloseable {
  static final Instant START = Instant.parse("2026-04-28T02:37:42Z");

  private final VirtualTime time = VirtualTime.lenient(START);
  private final FakeHappyHorse fake = FakeHappyHorse.start(time);

  VirtualTime time() {
    return time;
  }

  FakeHappyHorse fake() {
    return fake;
  }

  /** Returns the environment variables that lead to this gateway. */
  Map<String, String> environment() {
    return Map.of(
        "HAPPYHORSE_API_KEY",
        fake.apiKey(),
        "HAPPYHORSE_BASE_URL",
        fake.baseUri().toString());
  }

  CommandLineRun run(String command, String... args) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(args));
    return runWithInput("", all.toArray(String[]::new));
  }

  CommandLineRun runWithInput(String input, String... args) {
    return CommandLineRun.withInput(input, environment(), time, args);
  }

  /** Returns the digests of the requests that were submitted, in their order. */
  List<String> digests() {
    return fake.ledger().posts().stream().map(Ledger.Post::requestDigest).toList();
  }

  @Override
  public void close() {
    time.close();
    fake.close();
  }
}
