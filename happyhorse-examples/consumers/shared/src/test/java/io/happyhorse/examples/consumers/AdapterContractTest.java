package io.happyhorse.examples.consumers;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.feign.FeignTaskQuery;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.net.URI;

/** Verifies that the adapter fulfills its contract with a user's versions of the libraries. */
class AdapterContractTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return FeignTaskQuery.builder(apiKey)
        .baseUrl(baseUri.toString())
        .time(time)
        .build();
  }
}
