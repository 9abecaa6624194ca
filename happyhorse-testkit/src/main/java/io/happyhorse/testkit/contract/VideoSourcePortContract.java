package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.testkit.FakeHappyHorse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of {@link VideoSourcePort}, as tests. The test of an adapter is one short class:
 *
 * <pre>{@code
 * class OkHttpVideoSourceTest extends VideoSourcePortContract {
 *   @Override
 *   protected VideoSourcePort source(FakeHappyHorse gateway) {
 *     return new OkHttpVideoSource(gateway.baseUri(), gateway.apiKey());
 *   }
 * }
 * }</pre>
 *
 * <p>It requires only JUnit. It takes a few seconds, since it waits for a body that never arrives.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@Timeout(value = 2, unit = TimeUnit.MINUTES) // interrupts an adapter that blocks
public abstract class VideoSourcePortContract
    implements FetchesVideos, ReturnsRefusals, ReportsBrokenTransfers {
  @SuppressWarnings("this-escape") // the fixture calls back in a test only
  private final VideoSourceFixture fixture = new VideoSourceFixture(this::source);

  /** Called by JUnit. */
  protected VideoSourcePortContract() {}

  /**
   * Returns the source under test.
   *
   * @param gateway the gateway whose videos it fetches, which has a virtual time
   * @return a source; it is closed after the test if it is {@code AutoCloseable}
   */
  protected abstract VideoSourcePort source(FakeHappyHorse gateway);

  @Override
  public final VideoSourceFixture videos() {
    return fixture;
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }
}
