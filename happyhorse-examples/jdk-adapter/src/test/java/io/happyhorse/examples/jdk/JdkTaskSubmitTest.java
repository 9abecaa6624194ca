package io.happyhorse.examples.jdk;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskSubmitOverHttpContract;
import java.net.URI;

class JdkTaskSubmitTest extends TaskSubmitOverHttpContract {
  @Override
  protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return new JdkTaskSubmit(baseUri, apiKey);
  }
}
