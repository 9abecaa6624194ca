package io.happyhorse.feign;

import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import io.happyhorse.core.wire.GatewayResponse;

/** The gateway's endpoints, as Feign reads them. */
interface TaskQueryApi {
  @RequestLine(value = "GET /v1/video/generations/{taskId}", decodeSlash = false)
  @Headers("Authorization: {authorization}")
  GatewayResponse query(
      @Param("taskId") String taskId,
      @Param("authorization") String authorization,
      Request.Options options);

  @RequestLine("GET /v1/models")
  @Headers("Authorization: {authorization}")
  GatewayResponse models(@Param("authorization") String authorization, Request.Options options);
}
