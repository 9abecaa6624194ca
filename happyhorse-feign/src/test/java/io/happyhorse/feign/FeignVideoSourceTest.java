package io.happyhorse.feign;

import io.happyhorse.core.port.VideoSourcePort;
import io.happyhorse.testkit.FakeHappyHorse;
import io.happyhorse.testkit.contract.VideoSourcePortContract;

/** The adapter fulfills the contract of video sources. */
class FeignVideoSourceTest extends VideoSourcePortContract {
  @Override
  protected VideoSourcePort source(FakeHappyHorse gateway) {
    return FeignTaskQuery.builder(gateway.apiKey())
        .baseUrl(gateway.baseUri())
        .time(gateway.time())
        .build();
  }
}
