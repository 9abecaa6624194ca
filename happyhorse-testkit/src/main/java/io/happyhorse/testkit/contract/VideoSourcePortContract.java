package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.testkit.FakeHappyHorse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every implementation of {@link VideoSourcePort} keeps to, as tests. An adapter proves itself with one short class:
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
 * <p>It needs JUnit and nothing else, and takes about a second: a body that never comes has to be waited for.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class VideoSourcePortContract
    implements FetchesVideos, ReturnsRefusals, ReportsBrokenTransfers {
  private final VideoSourceFixture fixture = new VideoSourceFixture(this::source);

  /** Creates the contract; JUnit does. */
  protected VideoSourcePortContract() {}

  /**
   * Returns the source that is to prove itself.
   *
   * @param gateway the gateway whose videos it fetches, which has a virtual time
   * @return a source; it is closed after the test if it can be
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
