package io.happyhorse.examples.jdk;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.Time;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.net.URI;

class JdkTaskQueryTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, Time time) {
    return new JdkTaskQuery(baseUri, apiKey);
  }
}
