package io.happyhorse.testkit;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.testkit.contract.TaskSubmitPortContract;

class InMemoryTaskSubmitTest extends TaskSubmitPortContract {
  @Override
  protected TaskSubmitPort adapter(FakeHappyHorse to) {
    return to.inMemory().submitPort();
  }

  @Override
  protected TaskSubmitPort adapterWithoutConnection(FakeHappyHorse to) {
    to.onSubmission(1, SubmitFault.refusedConnection());
    return to.inMemory().submitPort();
  }
}
