package io.happyhorse.testkit.junit;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.core.time.VirtualTime;
import io.happyhorse.core.watch.TaskWatcher;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.InMemoryTaskQuery;
import io.happyhorse.testkit.Journal;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** The objects of one test. The server and the watcher are created on demand. */
final class TestFixture {
  private static final Set<Class<?>> SUPPORTED = Set.of(
      FakeHappyHorse.class,
      InMemoryTaskQuery.class,
      TaskQueryPort.class,
      TaskSubmitPort.class,
      TaskWatcher.class,
      TimeSource.class,
      VirtualTime.class);

  private final TestSettings settings;
  private final TimeSource time;
  private final InMemoryTaskQuery inMemory;
  private final @Nullable Lock turn;
  private @Nullable FakeHappyHorse server;

  TestFixture(TestSettings settings) {
    this(settings, null);
  }

  private TestFixture(TestSettings settings, @Nullable Lock turn) {
    this.turn = turn;
    this.settings = settings;
    this.time = settings.clock().start(settings.seed(), settings.standstillAfter());
    this.inMemory = InMemoryTaskQuery.on(time);
  }

  /** Creates the fixture that the tests of a Spring context share, one after the other. */
  static TestFixture shared(TestSettings settings) {
    return new TestFixture(settings, new ReentrantLock());
  }

  /** If the gateway is shared, waits until no other test uses it and clears it. */
  void begin() {
    if (turn != null) {
      turn.lock();
      inMemory.clear();
    }
  }

  /** Closes the resources of one test. */
  void endOfTest() {
    if (turn == null) {
      close();
    }
  }

  /** Releases the fixture for the next test. */
  void release() {
    if (turn != null) {
      turn.unlock();
    }
  }

  static boolean supports(Class<?> type) {
    return SUPPORTED.contains(type);
  }

  Object get(Class<?> type) {
    if (type == FakeHappyHorse.class) {
      return server();
    }
    if (type == TaskWatcher.class) {
      return inMemory.watcher();
    }
    if (type == InMemoryTaskQuery.class || type == TaskQueryPort.class) {
      return inMemory;
    }
    if (type == TaskSubmitPort.class) {
      return inMemory.submitPort();
    }
    if (!type.isInstance(time)) {
      throw new ParameterResolutionException("This test has no VirtualTime: its clock is "
          + settings.clock() + ". Declare a TimeSource, or use LENIENT, STRICT or MANUAL.");
    }
    return time;
  }

  FakeHappyHorse server() {
    FakeHappyHorse started = server;
    if (started == null) {
      started = FakeHappyHorse.start(inMemory);
      server = started;
    }
    return started;
  }

  TimeSource time() {
    return time;
  }

  /** Returns the error of a virtual time that stood still; null if it did not stand still. */
  @Nullable
  AssertionError standstill() {
    return time instanceof VirtualTime virtual ? virtual.failure() : null;
  }

  Journal journal() {
    return inMemory.journal();
  }

  /** Returns how to repeat the test with the same random numbers; empty if its time source has no seed. */
  String replay(String test) {
    return time instanceof VirtualTime virtual
        ? "The seed of %s was %d: to repeat it, use @HappyHorseTest(seed = %2$d) or -D%s=%2$d."
            .formatted(test, virtual.seed(), TestSettings.SEED)
        : "";
  }

  void close() {
    try {
      inMemory.close();
    } finally {
      if (server != null) {
        server.close();
      }
      if (time instanceof VirtualTime virtual) {
        virtual.close(); // unfinished work of the test must not affect the next test
      }
    }
  }
}
