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
 *     TaskId id = gateway.accept(TaskScript.succeeding().runningFor(Duration.ofSeconds(90)));
 *     new Renderer(gateway.baseUri(), gateway.apiKey(), gateway.time()).render(id);
 *     assertThat(gateway).task(id).wasQueriedAtMost(9);
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@link io.happyhorse.testkit.FakeHappyHorse}: the gateway over HTTP. Its server is only started for tests that ask for
 *       it.
 *   <li>{@link io.happyhorse.testkit.InMemoryTaskQuery}, or the port {@code TaskQueryPort}: the same gateway in memory.
 *   <li>{@link io.happyhorse.core.watch.TaskWatcher}: a watcher over the gateway in memory.
 *   <li>{@link io.happyhorse.core.time.Time} or {@link io.happyhorse.core.time.VirtualTime}: the time of them all.
 * </ul>
 *
 * <p>All are made anew for each test, so tests may run in parallel, and are closed after it. A test fails if a query asked for a
 * task that nobody has scripted. With a test that fails, the timeline of each of its tasks is printed to {@code System.err}.
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
   * @return the clock of each test, one that advances by itself unless said
   */
  TestClock value() default TestClock.AUTO_ADVANCING;
}
