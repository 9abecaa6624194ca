package io.happyhorse.examples.jdk;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.net.URI;

class JdkTaskQueryTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return new JdkTaskQuery(baseUri, apiKey);
  }
}
