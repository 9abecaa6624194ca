package io.happyhorse.examples.quickstart;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.task.TaskId;
import io.happyhorse.core.task.VideoTask;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.feign.FeignTaskQuery;
import java.net.URI;
import java.time.Duration;

/** Waits for the task whose id is given and prints where its video is. */
public final class Quickstart {
  private final TaskWatcher watcher;

  Quickstart(TaskWatcher watcher) {
    this.watcher = watcher;
  }

  public static void main(String[] args) {
    TaskId id = TaskId.of(args[0]);
    // snippet: use
    TaskQueryPort tasks =
        FeignTaskQuery.builder().apiKey(System.getenv("HAPPYHORSE_API_KEY")).build();
    TaskWatcher watcher = TaskWatcher.of(tasks); // one for the whole program, closed at its end
    // end
    System.out.println(new Quickstart(watcher).videoOf(id));
    watcher.close();
  }

  URI videoOf(TaskId id) {
    // snippet: use
    // SUCCESS or FAILURE: both are answers; every error names the task
    VideoTask done = watcher.await(id, Duration.ofMinutes(15));
    URI video = done.requireLink().reveal(); // a secret that dies after 24 hours
    // end
    return video;
  }
}
