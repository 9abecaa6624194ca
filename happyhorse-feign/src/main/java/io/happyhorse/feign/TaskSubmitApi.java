package io.happyhorse.feign;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.happyhorse.core.wire.GatewayResponse;

/** The gateway's endpoint that creates tasks, as Feign reads it. */
interface TaskSubmitApi {
  @RequestLine("POST /v1/video/generations")
  @Headers({"Authorization: {authorization}", "Content-Type: application/json"})
  GatewayResponse submit(
      byte[] json, @Param("authorization") String authorization, Request.Options options);
}
