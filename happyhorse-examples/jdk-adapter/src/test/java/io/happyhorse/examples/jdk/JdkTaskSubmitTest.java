package io.happyhorse.examples.jdk;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.Time;
import io.happyhorse.testkit.contract.TaskSubmitOverHttpContract;
import java.net.URI;

class JdkTaskSubmitTest extends TaskSubmitOverHttpContract {
  @Override
  protected TaskSubmitPort adapter(URI baseUri, String apiKey, Time time) {
    return new JdkTaskSubmit(baseUri, apiKey);
  }
}
