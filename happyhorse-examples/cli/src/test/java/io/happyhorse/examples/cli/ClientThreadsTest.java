package io.happyhorse.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientThreadsTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Contains the threads of this test only, since tests run in parallel. */
  private final ThreadGroup group = new ThreadGroup("test");

  private final List<HttpClient> clients = Collections.synchronizedList(new ArrayList<>());

  @Test
  void ends_the_threads_of_all_clients() throws InterruptedException {
    inGroup(() -> {
      clients.add(HttpClient.newHttpClient());
      clients.add(HttpClient.newHttpClient());
    });
    List<Thread> threads = ClientThreads.in(group);

    ClientThreads.end(group, LIMIT);

    assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
  }

  private void inGroup(Runnable action) throws InterruptedException {
    Thread thread = new Thread(group, action);
    thread.start();
    thread.join();
  }
}
