package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of {@link TaskQueryPort} over HTTP, as tests. The test of an adapter is one short class:
 *
 * <pre>{@code
 * class OkHttpTaskQueryTest extends TaskQueryPortContract {
 *   @Override
 *   protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
 *     return new OkHttpTaskQuery(baseUri, apiKey);
 *   }
 * }
 * }</pre>
 *
 * <p>It requires only JUnit. The whole suite takes a few seconds, since it waits for responses that never arrive. A test of an adapter
 * that blocks until it is interrupted fails after two minutes. Tests that only read bodies have the tag {@code wire}. A build that runs the contract
 * several times, for example with other versions of libraries, can exclude the tag after the first run.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@Timeout(value = 2, unit = TimeUnit.MINUTES) // interrupts an adapter that blocks
public abstract class TaskQueryPortContract
    implements ReadsTasks,
        ReadsLinks,
        ReadsFailures,
        ReadsReports,
        ReportsErrors,
        RejectsBodies,
        ReportsBrokenConnections,
        ReportsRetryAfter,
        HidesSecrets,
        RespectsTimeLimits,
        EndsWhenInterrupted,
        SupportsManyThreads,
        QueriesTheGateway {
  @SuppressWarnings("this-escape") // the fixture calls back in a test only
  private final ContractFixture fixture = new ContractFixture(this::adapter);

  /** Called by JUnit. */
  protected TaskQueryPortContract() {}

  /**
   * Returns the adapter under test.
   *
   * @param baseUri the base URI of the gateway
   * @param apiKey the key that the gateway accepts
   * @param time the virtual time for the pauses of the adapter, if it has any
   * @return a new adapter; it is closed after the test if it is {@code AutoCloseable}
   */
  protected abstract TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time);

  @Override
  public final ContractFixture fixture() {
    return fixture;
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }
}
