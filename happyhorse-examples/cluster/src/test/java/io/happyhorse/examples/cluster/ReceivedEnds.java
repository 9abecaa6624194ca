package io.happyhorse.examples.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that holds the delivered ends until the test takes them. */
final class ReceivedEnds implements OutcomeSink {
  private final BlockingQueue<TaskEnd> ends = new LinkedBlockingQueue<>();

  @Override
  public void ended(TaskEnd end) {
    ends.add(end);
  }

  TaskEnd next() throws InterruptedException {
    TaskEnd end = ends.poll(50, TimeUnit.SECONDS);
    if (end == null) {
      throw new AssertionError("No end was delivered within 50 s.");
    }
    return end;
  }

  List<TaskEnd> next(int count) throws InterruptedException {
    List<TaskEnd> delivered = new ArrayList<>();
    while (delivered.size() < count) {
      delivered.add(next());
    }
    return delivered;
  }
}
