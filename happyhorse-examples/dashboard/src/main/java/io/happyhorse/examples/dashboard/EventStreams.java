package io.happyhorse.examples.dashboard;

import io.javalin.http.sse.SseClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends changes to the open pages. Each page has its own thread, since writing blocks while a browser does not read.
 *
 * <p>There is no queue. A slow page receives the rows that have changed since its version, each of them once with its current values. A
 * page that does not read at all is disconnected by the server's idle timeout.
 */
final class EventStreams implements AutoCloseable {
  private static final int MAX_PAGES = 32;
  private static final long TICK_MILLIS = 250;
  private static final int TICKS_PER_SUMMARY = 4;
  private static final long CLOSE_TIMEOUT_SECONDS = 2;

  private final TaskListSource source;
  private final PageJson json;
  private final String token;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** One party for this object, and one for each open page. */
  private final Phaser open = new Phaser(1);

  EventStreams(TaskListSource source, PageJson json, String token) {
    this.source = source;
    this.json = json;
    this.token = token;
  }

  /** Returns the number of open pages. */
  int openPages() {
    return open.getRegisteredParties() - 1;
  }

  /** Serves a page until the page or the server is closed. */
  void serve(SseClient page) {
    open.register();
    try {
      if (openPages() <= MAX_PAGES) {
        send(page);
      } else {
        page.sendEvent("busy", "{}");
      }
    } catch (SourceUnavailableException unavailable) {
      // The page reconnects by itself.
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
      if (tick % TICKS_PER_SUMMARY == 0 && !page.terminated()) {
        page.sendEvent(
            "summary", json.summary(source.summary(), source.omitted(), source.instant()));
      }
      if (closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Ends all responses, and waits up to 2 s for them. The server ends those whose browsers do not read. */
  @Override
  public void close() {
    closing.countDown();
    try {
      open.awaitAdvanceInterruptibly(open.arrive(), CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      open.forceTermination();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
