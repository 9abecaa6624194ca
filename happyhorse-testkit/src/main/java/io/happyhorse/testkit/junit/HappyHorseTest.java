package io.happyhorse.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides each test with its own fake gateway, through parameters of test, {@code @BeforeEach} and {@code @AfterEach} methods. It can
 * annotate a class or a method:
 *
 * <pre>{@code
 * @HappyHorseTest
 * class RendererTest {
 *   @Test
 *   void renders_the_video(FakeHappyHorse gateway) {
 *     TaskId id = gateway.accept(TaskScript.succeeding().queued(ofSeconds(20)).running(ofSeconds(90)));
 *     new Renderer(gateway.watcher()).render(id);
 *     assertThat(gateway).task(id).wasQueriedAtMost(9);
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.happyhorse.testkit.FakeHappyHorse}: the gateway over HTTP. Its server is started only for tests that declare this
 *       parameter.
 *   <li>{@link io.happyhorse.testkit.InMemoryTaskQuery}, or the port {@code TaskQueryPort}: the same gateway in memory.
 *   <li>{@code TaskSubmitPort}: creates tasks at the gateway in memory.
 *   <li>{@link io.happyhorse.core.watch.TaskWatcher}: the watcher of the gateway, which polls in memory.
 *   <li>{@link io.happyhorse.core.time.TimeSource} or {@link io.happyhorse.core.time.VirtualTime}: the time source that all of them share.
 * </ul>
 *
 * <p>The objects are created for each test and closed after it, so tests may run in parallel. A test fails if an unknown task is
 * queried. If a test fails, the timelines of its tasks and the seed of its random numbers (jitter, backoff, ids, shares of faults) are
 * printed to {@code System.err}.
 *
 * <p>A test fails if its virtual time stands still for 30 s of real time while something waits for it. The error names the thread that
 * blocks the time. {@code -Dhappyhorse.standstill=PT5S} sets another limit.
 *
 * <h2>With Spring</h2>
 *
 * <p>On a class that loads a Spring context, such as a {@code @SpringBootTest}, all tests share the gateway of the context: one
 * server, URL, key and time source. The properties {@code happyhorse.base-url} and {@code happyhorse.api-key} are set to it, and
 * the {@code FakeHappyHorse} and its time source are beans. The gateway is {@linkplain io.happyhorse.testkit.FakeGateway#clear
 * cleared} before each test. Tests that share a gateway run one after the other. Classes with equal annotations share a context.
 * Use a virtual time only for tests that call beans directly.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(HappyHorseExtension.class)
public @interface HappyHorseTest {
  /**
   * Selects the clock.
   *
   * @return the clock of each test. Default: {@link TestClock#LENIENT}; for the gateway of a Spring context, {@link
   *     TestClock#ACCELERATED}, since a test thread that waits for a socket would block a virtual time
   */
  TestClock value() default TestClock.DEFAULT;

  /**
   * Sets the seed of all random numbers of the test, on a virtual time.
   *
   * @return the seed. Default: 0, which means the system property {@code happyhorse.seed} (a number or {@code random}), or else a seed
   *     that is derived from the test and is the same in every run
   */
  long seed() default 0;
}
