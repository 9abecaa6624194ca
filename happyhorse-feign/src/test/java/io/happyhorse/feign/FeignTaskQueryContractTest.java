package io.happyhorse.feign;

import io.happyhorse.core.port.TaskQueryPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskQueryPortContract;
import java.net.URI;

class FeignTaskQueryContractTest extends TaskQueryPortContract {
  @Override
  protected TaskQueryPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return FeignTaskQuery.builder(apiKey).baseUrl(baseUri.toString()).time(time).build();
  }
}
