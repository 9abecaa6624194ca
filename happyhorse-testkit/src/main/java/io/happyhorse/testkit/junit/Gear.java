package io.happyhorse.testkit.junit;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.Time;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.Journal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What one test is given; the dear parts are made when they are asked for. */
final class Gear {
  private static final Set<Class<?>> GIVEN = Set.of(
      FakeHappyHorse.class,
      InMemoryTaskQuery.class,
      TaskQueryPort.class,
      TaskWatcher.class,
      Time.class,
      VirtualTime.class);

  private final Time time;
  private final InMemoryTaskQuery inMemory;
  private @Nullable FakeHappyHorse server;
  private @Nullable TaskWatcher watcher;

  Gear(Time time) {
    this.time = time;
    this.inMemory = InMemoryTaskQuery.on(time);
  }

  static boolean gives(Class<?> type) {
    return GIVEN.contains(type);
  }

  Object get(Class<?> type) {
    if (type == FakeHappyHorse.class) {
      return server();
    }
    if (type == TaskWatcher.class) {
      return watcher();
    }
    if (type == InMemoryTaskQuery.class || type == TaskQueryPort.class) {
      return inMemory;
    }
    if (!type.isInstance(time)) {
      throw new ParameterResolutionException(
          "This test has no VirtualTime: its clock is another. Ask for a Time, or choose"
              + " TestClock.AUTO_ADVANCING or TestClock.BY_HAND.");
    }
    return time;
  }

  private FakeHappyHorse server() {
    FakeHappyHorse started = server;
    if (started == null) {
      started = FakeHappyHorse.start(inMemory);
      server = started;
    }
    return started;
  }

  private TaskWatcher watcher() {
    TaskWatcher made = watcher;
    if (made == null) {
      made = TaskWatcher.builder(inMemory).time(time).build();
      watcher = made;
    }
    return made;
  }

  /** Returns why the test's virtual time has failed; null if it has not. */
  @Nullable
  AssertionError stuck() {
    return time instanceof VirtualTime virtual ? virtual.failure() : null;
  }

  Journal journal() {
    return inMemory.journal();
  }

  void close() {
    try {
      if (watcher != null) {
        watcher.close();
      }
    } finally {
      if (server != null) {
        server.close();
      }
      if (time instanceof VirtualTime virtual) {
        virtual.end(); // or what the test has left open disturbs the next one
      }
    }
  }
}
