package io.happyhorse.examples.dashboard;

import io.javalin.http.sse.SseClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends changes to open pages, each on a thread of its own, since writing blocks while a browser does not read.
 *
 * <p>There is no queue: a page that was slow gets the rows that changed since the version it has, each once and as it is now. One
 * that does not read at all is dropped by the server's idle timeout.
 */
final class EventStreams implements AutoCloseable {
  private static final int MOST = 32;
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_PER_OVERALL = 4;
  private static final long LONGEST_END_SECONDS = 2;

  private final TaskListSource source;
  private final PageJson json;
  private final String token;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** The open pages, and this object as the first party. */
  private final Phaser open = new Phaser(1);

  EventStreams(TaskListSource source, PageJson json, String token) {
    this.source = source;
    this.json = json;
    this.token = token;
  }

  /** Returns the number of pages that are open. */
  int open() {
    return open.getRegisteredParties() - 1;
  }

  /** Serves one page until it or the server is closed. */
  void serve(SseClient page) {
    open.register();
    try {
      if (open() <= MOST) {
        send(page);
      } else {
        page.sendEvent("busy", "{}");
      }
    } catch (SourceUnavailableException unavailable) {
      // The page reconnects until the tasks can be read again.
      page.sendEvent("unavailable", "{}");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      page.close();
      open.arriveAndDeregister();
    }
  }

  private void send(SseClient page) throws InterruptedException {
    page.sendEvent("hello", json.hello(source, token));
    long version = 0;
    for (int tick = 0; !page.terminated(); tick++) {
      TaskChanges changes = source.changesSince(version);
      if (changes.isComplete() || !changes.rows().isEmpty()) {
        page.sendEvent("rows", json.changes(changes));
      }
      version = changes.version();
      if (tick % TICKS_PER_OVERALL == 0 && !page.terminated()) {
        page.sendEvent(
            "overall", json.overall(source.overall(), source.hidden(), source.instant()));
      }
      if (closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Ends all responses before their server does; one whose browser does not read is left to the server. */
  @Override
  public void close() {
    closing.countDown();
    try {
      open.awaitAdvanceInterruptibly(open.arrive(), LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      open.forceTermination();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
