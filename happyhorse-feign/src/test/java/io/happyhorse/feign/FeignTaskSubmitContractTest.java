package io.happyhorse.feign;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.TimeSource;
import io.happyhorse.testkit.contract.TaskSubmitOverHttpContract;
import java.net.URI;

class FeignTaskSubmitContractTest extends TaskSubmitOverHttpContract {
  @Override
  protected TaskSubmitPort adapter(URI baseUri, String apiKey, TimeSource time) {
    return FeignTaskQuery.builder(apiKey).baseUrl(baseUri).time(time).build().submitPort();
  }
}
