/**
 * The domain of a video task, the ports to the outside, the lifecycle of a task and the watcher that waits for its end.
 * Start with {@link io.happyhorse.core.watch.TaskWatcher}; it needs a {@link io.happyhorse.core.port.TaskQueryPort}, which
 * another module or your own code supplies.
 */
@SuppressWarnings("module") // the adapter is not on the path when the core is compiled
module io.happyhorse.core {
  requires static org.jspecify;

  exports io.happyhorse.core.download;
  exports io.happyhorse.core.error;
  exports io.happyhorse.core.lifecycle;
  exports io.happyhorse.core.port;
  exports io.happyhorse.core.schedule;
  exports io.happyhorse.core.submit;
  exports io.happyhorse.core.task;
  exports io.happyhorse.core.time;
  exports io.happyhorse.core.watch;
  exports io.happyhorse.core.wire;
  exports io.happyhorse.core.internal to
      io.happyhorse.feign;
}
