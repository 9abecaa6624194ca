package io.happyhorse.examples.consumers;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.net.URI;

/** The adapter fulfills its contract with the versions of libraries that a user has. */
class AdapterContractTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return FeignTaskQuery.builder(apiKey)
        .baseUrl(baseUri.toString())
        .time(time)
        .build();
  }
}
