package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every implementation of {@link TaskQueryPort} over HTTP keeps to, as tests. An adapter proves itself with one short class:
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
 * <p>It needs JUnit and nothing else. The whole suite takes a few seconds: responses that never come have to be waited for. Tests of
 * mere reading have the tag {@code wire}: a build that runs the contract several times, for example with other versions of libraries, can
 * exclude the tag after the first time.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class TaskQueryPortContract
    implements ReadsTasks,
        NamesErrors,
        KeepsSecrets,
        KeepsItsTime,
        ServesManyThreads,
        AsksTheGateway {
  private final ContractFixture fixture = new ContractFixture(this::adapter);

  /** Creates the contract; JUnit does. */
  protected TaskQueryPortContract() {}

  /**
   * Returns the adapter that is to prove itself.
   *
   * @param baseUri where the gateway is
   * @param apiKey the key it accepts
   * @param time what the adapter's own pauses, if it has any, are to pass in; they cost nothing then
   * @return a fresh adapter; it is closed after the test if it can be
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
