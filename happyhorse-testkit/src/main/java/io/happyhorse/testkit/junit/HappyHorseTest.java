package io.happyhorse.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a gateway of its own, as parameters of the test and of its {@code @BeforeEach} and
 * {@code @AfterEach} methods:
 *
 * <pre>{@code
 * @HappyHorseTest
 * class RendererTest {
 *   @Test
 *   void keeps_the_video(FakeHappyHorse gateway) {
 *     TaskId id = gateway.accept(TaskScript.succeeding().queued(ofSeconds(20)).running(ofSeconds(90)));
 *     new Renderer(gateway.watcher()).render(id);
 *     assertThat(gateway).task(id).wasQueriedAtMost(9);
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.happyhorse.testkit.FakeHappyHorse}: the gateway over HTTP. Its server is only started for tests that ask for
 *       it.
 *   <li>{@link io.happyhorse.testkit.InMemoryTaskQuery}, or the port {@code TaskQueryPort}: the same gateway in memory.
 *   <li>{@code TaskSubmitPort}: where to create tasks of the gateway in memory.
 *   <li>{@link io.happyhorse.core.watch.TaskWatcher}: the watcher of the gateway, which polls in memory.
 *   <li>{@link io.happyhorse.core.time.TimeSource} or {@link io.happyhorse.core.time.VirtualTime}: the time of them all.
 * </ul>
 *
 * <p>Each test gets its own, so tests may run in parallel; they are closed after the test. A test fails if a query asks for a task
 * that was not accepted. When a test fails, the timeline of each of its tasks and the seed of its chance (jitter, backoff, ids, shares
 * of faults) are printed to {@code System.err}.
 *
 * <p>A virtual time that stands still for 30 s of real time while something waits for it fails the test and names the thread that
 * holds it up; {@code -Dhappyhorse.standstill=PT5S} sets another limit.
 *
 * <h2>With Spring</h2>
 *
 * <p>On a class that loads a Spring context, such as a {@code @SpringBootTest}, all tests share the gateway of the context: one server,
 * address, key and time. The properties {@code happyhorse.base-url} and {@code happyhorse.api-key} lead to it, and {@code
 * FakeHappyHorse} and its time are beans. Before each test the gateway is emptied: tasks, faults and journal. Tests that share one run
 * one after the other. Classes with equal annotations share one context. A virtual time is for tests that call beans directly.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(HappyHorseExtension.class)
public @interface HappyHorseTest {
  /**
   * Chooses how time passes.
   *
   * @return the clock of each test. Default: {@link TestClock#LENIENT}; for the gateway of a Spring context, {@link
   *     TestClock#ACCELERATED}, since a test thread that waits for a socket would hold up a virtual time
   */
  TestClock value() default TestClock.DEFAULT;

  /**
   * Chooses the seed of everything that is drawn by chance in the test, on a virtual time.
   *
   * @return the seed. Default: 0, which takes the system property {@code happyhorse.seed} (a number, or {@code random}), or else a seed
   *     of the test's own that is the same in every run
   */
  long seed() default 0;
}
