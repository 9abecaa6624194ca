package io.happyhorse.examples.dashboard;

import io.javalin.http.Context;
import java.io.IOException;
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

  /**
   * Serves a page until the page or the server is closed. Blocks the thread of the request: Javalin completes an asynchronous response
   * on another thread, and loops endlessly if Jetty has ended the request meanwhile.
   */
  void serve(Context request) throws InterruptedException {
    open.register();
    try {
      serve(EventStream.open(request));
    } catch (IOException disconnected) {
      // The page reconnects by itself if it is still open.
    } finally {
      open.arriveAndDeregister();
    }
  }

  private void serve(EventStream page) throws IOException, InterruptedException {
    if (openPages() > MAX_PAGES) {
      page.send("busy", "{}");
      return;
    }
    try {
      sendChanges(page);
    } catch (SourceUnavailableException unavailable) {
      page.send("unavailable", "{}");
    }
  }

  private void sendChanges(EventStream page) throws IOException, InterruptedException {
    page.send("hello", json.hello(source, token));
    long version = 0;
    int tick = 0;
    do {
      TaskChanges changes = source.changesSince(version);
      if (changes.isComplete() || !changes.rows().isEmpty()) {
        page.send("rows", json.changes(changes));
      }
      version = changes.version();
      if (tick++ % TICKS_PER_SUMMARY == 0) {
        page.send("summary", json.summary(source.summary(), source.omitted(), source.instant()));
      }
    } while (!closing.await(TICK_MILLIS, TimeUnit.MILLISECONDS));
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
