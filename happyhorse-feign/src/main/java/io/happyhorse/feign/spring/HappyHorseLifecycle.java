package io.happyhorse.feign.spring;

import io.happyhorse.core.download.VideoDownloader;
import io.happyhorse.core.watch.TaskWatcher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Closes watchers and downloaders when the application shuts down: after the web server, whose requests may wait for tasks, and before
 * pools and other beans are destroyed, on which callbacks may run.
 *
 * <p>They are closed only if the context is closed. A context that is stopped or paused, as between two tests or for a checkpoint, may
 * start again, but a closed watcher cannot.
 */
final class HappyHorseLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent> {
  /** The phases of the web server are 1024 (graceful shutdown) and 2048 (stop) below the default one; higher phases stop first. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

  private final ApplicationContext context;
  private final ObjectProvider<TaskWatcher> watchers;
  private final ObjectProvider<VideoDownloader> downloaders;
  private volatile boolean running;
  private volatile boolean closing;

  HappyHorseLifecycle(
      ApplicationContext context,
      ObjectProvider<TaskWatcher> watchers,
      ObjectProvider<VideoDownloader> downloaders) {
    this.context = context;
    this.watchers = watchers;
    this.downloaders = downloaders;
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    if (event.getApplicationContext() == context) { // not a child, such as a management context
      closing = true;
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (closing) {
      watchers.stream().forEach(TaskWatcher::close);
      downloaders.stream().forEach(VideoDownloader::close);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
