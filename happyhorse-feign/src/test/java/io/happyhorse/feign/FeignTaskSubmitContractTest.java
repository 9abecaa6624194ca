package io.happyhorse.feign;

import io.happyhorse.core.port.TaskSubmitPort;
import io.happyhorse.core.time.Time;
import io.happyhorse.testkit.contract.TaskSubmitOverHttpContract;
import java.net.URI;

class FeignTaskSubmitContractTest extends TaskSubmitOverHttpContract {
  @Override
  protected TaskSubmitPort adapter(URI baseUri, String apiKey, Time time) {
    return FeignTaskQuery.builder()
        .baseUrl(baseUri)
        .apiKey(apiKey)
        .time(time)
        .build()
        .submitPort();
  }
}
