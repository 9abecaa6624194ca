package io.happyhorse.testkit.contract;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.testkit.FakeHappyHorse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of {@link TaskSubmitPort}, as tests. Adapters over HTTP extend {@link TaskSubmitOverHttpContract}, which adds tests of
 * broken connections. It requires only JUnit.
 */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
@Timeout(value = 2, unit = TimeUnit.MINUTES) // interrupts an adapter that blocks
public abstract class TaskSubmitPortContract
    implements CreatesTasks, ReportsRefusals, ReportsUnknownOutcomes, SendsNothing {
  @SuppressWarnings("this-escape") // the fixture calls back in a test only
  private final SubmissionFixture fixture =
      new SubmissionFixture(this::adapter, this::adapterWithoutConnection);

  /** Called by JUnit. */
  protected TaskSubmitPortContract() {}

  /**
   * Returns the adapter under test.
   *
   * @return a new adapter; it is closed after the test if it is {@code AutoCloseable}
   */
  protected abstract TaskSubmitPort adapter(FakeHappyHorse to);

  /**
   * Returns an adapter whose connections fail.
   *
   * @param to the gateway, which must not be reached
   * @return a new adapter
   */
  protected abstract TaskSubmitPort adapterWithoutConnection(FakeHappyHorse to);

  @Override
  public final SubmissionFixture fixture() {
    return fixture;
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }
}
